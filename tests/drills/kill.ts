import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, type Program, startProgram, untilAnswering } from '../support/process.ts'
import { createWorld, type Person } from '../support/world.ts'

const ROUNDS = 200
const WRITERS = 10
/** Each writer's in one round. */
const POSTS = 5

/**
 * `kill -9` in the middle of posts, round after round on one database. Every post is sent again at the end with its
 * key. `lost`: acknowledged, and the retry did not find it. `doubled`: comments beyond one for each key.
 */
export async function kill({ rounds = ROUNDS }: { rounds?: number } = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'brevier-kill-'))
  try {
    const drill = await prepare(dir)
    let worstRestartMs = 0
    for (let round = 0; round < rounds; round += 1) {
      const { program, ms } = await drill.start()
      worstRestartMs = Math.max(worstRestartMs, ms)
      await drill.postAndKill(program, round)
    }
    const before = new Map(drill.acknowledged)
    const { program, ms } = await drill.start()
    worstRestartMs = Math.round(Math.max(worstRestartMs, ms))
    for (const [key, person] of drill.sent) await drill.post(key, person)
    await program.kill('SIGTERM')
    const lost = [...before].filter(([key, id]) => drill.acknowledged.get(key) !== id).length
    const doubled = (await drill.count()) - drill.sent.size
    const ok = before.size > rounds && lost === 0 && doubled === 0
    return { rounds, sent: drill.sent.size, acknowledged: before.size, lost, doubled, worstRestartMs, ok }
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

async function prepare(dir: string) {
  const port = await freePort()
  const url = `http://localhost:${port}`
  const world = await createWorld({ dir, publicUrl: url, start: Date.now() })
  const people = await Promise.all(
    Array.from({ length: WRITERS }, (_, index) => world.reader(`Reader ${index}`)),
  )
  const articleId = world.article.id
  await world.close()
  const acknowledged = new Map<string, string>()
  const sent = new Map<string, Person>()

  async function start(): Promise<{ program: Program; ms: number }> {
    const program = startProgram(process.execPath, ['dist/main.js', 'start'], {
      BREVIER_PUBLIC_URL: url,
      BREVIER_PORT: String(port),
      BREVIER_DATA: dir,
      BREVIER_X_CLIENT_ID: 'drill',
      BREVIER_X_CLIENT_SECRET: 'drill',
      BREVIER_LOG_LEVEL: 'error',
    })
    return { program, ms: await untilAnswering(`${url}/healthz`, program) }
  }

  async function post(key: string, person: Person): Promise<void> {
    const response = await fetch(`${url}/v1/articles/${articleId}/comments`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: url,
        cookie: person.cookie,
        'idempotency-key': key,
      },
      body: JSON.stringify({ text: `Drill comment ${key}` }),
    })
    if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`)
    const { comment } = (await response.json()) as { comment: { id: string } }
    acknowledged.set(key, comment.id)
  }

  /** Dies when somewhere between none and all of this round's posts have been acknowledged. */
  async function postAndKill(program: Program, round: number): Promise<void> {
    const target = acknowledged.size + Math.ceil(Math.random() * WRITERS * (POSTS - 1))
    const posting = people.map(async (person, writer) => {
      for (let index = 0; index < POSTS; index += 1) {
        const key = `drill-${round}-${writer}-${index}`
        sent.set(key, person)
        await post(key, person).catch(() => {})
        if (acknowledged.size >= target) void program.kill('SIGKILL')
      }
    })
    await Promise.all(posting)
    await program.kill('SIGKILL')
  }

  async function count(): Promise<number> {
    const { openSqlite } = await import('../../src/storage/sqlite/index.ts')
    const storage = await openSqlite({
      file: join(dir, 'brevier.sqlite'),
      kind: 'production',
      now: Date.now(),
      migrationsDir: 'migrations/sqlite',
    })
    const page = { after: null, limit: 100_000 }
    const pages = await Promise.all(
      people.map(({ account }) => storage.stores.comments.ofAccount(account.siteId, account.id, page)),
    )
    await storage.close()
    return pages.reduce((sum, comments) => sum + comments.length, 0)
  }

  return { acknowledged, sent, start, post, postAndKill, count }
}
