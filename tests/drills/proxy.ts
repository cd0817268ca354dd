import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Person } from '../support/world.ts'
import { startCuttingProxy } from './cutting-proxy.ts'
import { createService, keyOf } from './service.ts'

const POSTS = 10_000
const WRITERS = 16
/** One in ten connections is cut. */
const EVERY = 10
const TRIES = 20
const AWAY_MS = 1_000

/**
 * Posts through a proxy that cuts one in ten answers, some of them after the request has arrived; the client sends
 * again with the same key until it has an answer. `missing`: posts without a comment, or answered with another's id.
 * `doubled`: comments beyond one for each post.
 */
export async function proxy({ rounds = POSTS }: { rounds?: number } = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'brevier-proxy-'))
  try {
    const service = await createService(dir, WRITERS)
    const program = await service.start()
    const between = await startCuttingProxy(service.port, EVERY)
    const answered = new Map<string, string>()
    let sent = 0

    async function postUntilAnswered(person: Person, key: string): Promise<void> {
      for (let turn = 0; turn < TRIES; turn += 1) {
        sent += 1
        const answer = await service.post(between.port, person, key).catch(() => null)
        if (answer?.id) {
          answered.set(key, answer.id)
          return
        }
        // A busy machine turns posts away and says when to come again.
        if (answer?.status === 503) await setTimeout(AWAY_MS)
        else if (answer) throw new Error(`a post was answered ${answer.status}`)
      }
    }

    let next = 0
    const writing = service.people.map(async (person) => {
      while (next < rounds) {
        next += 1
        await postUntilAnswered(person, keyOf(next))
      }
    })
    await Promise.all(writing).finally(async () => {
      await between.close()
      await program.kill('SIGTERM')
    })
    const found = await service.comments()
    const comments = [...found.values()].flat().length
    const missing = rounds - [...answered].filter(([key, id]) => (found.get(key) ?? []).includes(id)).length
    const doubled = [...found.values()].filter(({ length }) => length > 1).length
    const cut = between.cut
    const ok = comments === rounds && missing === 0 && doubled === 0 && cut.after > 0 && cut.middle > 0
    return { posts: rounds, sent, cut, comments, doubled, missing, ok }
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}
