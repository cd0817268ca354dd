import { card } from './card.ts'
import { counts } from './counts.ts'
import { decide } from './decide.ts'
import { grow } from './grow.ts'
import { login } from './login.ts'
import { page } from './page.ts'
import { post } from './post.ts'
import { POSTER, runPoster } from './posting-process.ts'
import { queue } from './queue.ts'
import { read } from './read.ts'
import { screen } from './screen.ts'
import { spike } from './spike.ts'
import { start } from './start.ts'

/** `npm run bench -- NAME [--json]`: measures one thing and says how. */
const BENCHES: Readonly<Record<string, () => Promise<Record<string, unknown>>>> = {
  card,
  counts,
  decide,
  grow,
  login,
  page,
  post,
  queue,
  read,
  screen,
  spike,
  start,
}

const [name = ''] = process.argv.slice(2)
if (name === POSTER) await runPoster()
else await measure()

async function measure(): Promise<void> {
  const bench = BENCHES[name]
  if (!bench) {
    process.stderr.write(`Which bench? ${Object.keys(BENCHES).join(', ')}\n`)
    process.exitCode = 2
  } else {
    const result = await bench()
    const json = process.argv.includes('--json')
    process.stdout.write(json ? `${JSON.stringify(result)}\n` : `${JSON.stringify(result, null, 2)}\n`)
  }
}
