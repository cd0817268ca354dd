import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Program } from '../support/process.ts'
import type { Person } from '../support/world.ts'
import { prepareServer } from './server.ts'

const ROUNDS = 200
const WRITERS = 10
/** Each writer's in one round. */
const POSTS = 10
/** After the round’s first answer. */
const LATEST_KILL_MS = 200
const LONGEST_RESTART_MS = 2_000

/**
 * `kill -9` in the middle of posts, round after round on one database. Every post is sent again at the end with its
 * key. `lost`: acknowledged, and the retry did not find it. `doubled`: comments beyond one for each key. `corrupt`:
 * SQLite finds the file damaged.
 */
export async function kill({ rounds = ROUNDS }: { rounds?: number } = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'brevier-kill-'))
  try {
    const server = await prepareServer(dir, { writers: WRITERS })
    const restarts: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      const { program, ms } = await server.start()
      restarts.push(ms)
      await postAndKill(server, program, round)
    }
    const before = new Map(Array.from(server.acknowledged, ([key, { id }]) => [key, id]))
    const { program, ms } = await server.start()
    restarts.push(ms)
    await Promise.all(server.people.map((person) => postAgain(server, person)))
    await program.kill('SIGTERM')
    const { integrity, ids } = server.look()
    const lost = [...before].filter(([key, id]) => server.acknowledged.get(key)?.id !== id).length
    const doubled = ids.size - server.sent.size
    const corrupt = integrity === 'ok' ? 0 : 1
    // The first start warms the machine's caches; it restarts nothing.
    const sorted = restarts.slice(1).toSorted((one, other) => one - other)
    const worstRestartMs = Math.round(sorted.at(-1) ?? 0)
    const medianRestartMs = Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0)
    return {
      rounds,
      sent: server.sent.size,
      acknowledged: before.size,
      lost,
      doubled,
      corrupt,
      medianRestartMs,
      worstRestartMs,
      ok:
        before.size > rounds &&
        lost + doubled + corrupt === 0 &&
        (rounds < ROUNDS || worstRestartMs <= LONGEST_RESTART_MS),
    }
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

type Server = Awaited<ReturnType<typeof prepareServer>>

/** Dies at any instant between the round's first answer and its last. */
async function postAndKill(server: Server, program: Program, round: number): Promise<void> {
  let isArmed = false
  const arm = () => {
    if (isArmed) return
    isArmed = true
    setTimeout(() => void program.kill('SIGKILL'), Math.random() * LATEST_KILL_MS)
  }
  const posting = server.people.map(async (person, writer) => {
    for (let index = 0; index < POSTS && program.child.signalCode === null; index += 1) {
      const answer = await server.post(`drill-${round}-${writer}-${index}`, person).catch(() => null)
      if (answer === null) return
      arm()
    }
  })
  await Promise.all(posting)
  await program.kill('SIGKILL')
}

async function postAgain({ sent, post }: Server, person: Person): Promise<void> {
  for (const [key, { person: writer }] of sent) {
    if (writer !== person) continue
    const answer = await post(key, person)
    if (answer.status !== 201) throw new Error(`a retry was answered with ${answer.status}`)
  }
}
