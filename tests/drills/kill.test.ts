import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { freePort, type Program, startProgram, untilAnswering } from '../support/process.ts'
import { createWorld, type Person } from '../support/world.ts'

const ROUNDS = 4
const WRITERS = 10
const POSTS = 200

const dir = mkdtempSync(join(tmpdir(), 'brevier-kill-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

it('an acknowledged comment outlives kill -9, and a retry with the same key makes no second one', async () => {
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
  const start = async (): Promise<Program> => {
    const program = startProgram(process.execPath, ['dist/main.js', 'start'], {
      BREVIER_PUBLIC_URL: url,
      BREVIER_PORT: String(port),
      BREVIER_DATA: dir,
      BREVIER_X_CLIENT_ID: 'drill',
      BREVIER_X_CLIENT_SECRET: 'drill',
      BREVIER_LOG_LEVEL: 'error',
    })
    await untilAnswering(`${url}/healthz`, program)
    return program
  }
  const post = async (key: string, person: Person): Promise<void> => {
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

  for (let round = 0; round < ROUNDS; round += 1) {
    const program = await start()
    // Dies in the middle of the posts: after a quarter of this round's share has been acknowledged.
    const target = acknowledged.size + POSTS / ROUNDS / 4
    const posting = people.map(async (person, writer) => {
      for (let index = 0; index < POSTS / ROUNDS / WRITERS; index += 1) {
        const key = `drill-${round}-${writer}-${index}`
        sent.set(key, person)
        await post(key, person).catch(() => {})
        if (acknowledged.size >= target) void program.kill('SIGKILL')
      }
    })
    await Promise.all(posting)
    await program.kill('SIGKILL')
  }

  const before = new Map(acknowledged)
  expect(before.size).toBeGreaterThan(ROUNDS)
  const program = await start()
  for (const [key, person] of sent) await post(key, person)
  const lost = [...before].filter(([key, id]) => acknowledged.get(key) !== id)
  expect(lost).toEqual([])
  await program.kill('SIGTERM')

  const after = await createWorldView()
  expect(after).toBe(POSTS)

  async function createWorldView(): Promise<number> {
    const { openSqlite } = await import('../../src/storage/sqlite/index.ts')
    const storage = await openSqlite({
      file: join(dir, 'brevier.sqlite'),
      kind: 'production',
      now: Date.now(),
      migrationsDir: 'migrations/sqlite',
    })
    const counts = await Promise.all(
      people.map(
        async ({ account }) =>
          (await storage.stores.comments.ofAccount(account.siteId, account.id, { after: null, limit: 1_000 }))
            .length,
      ),
    )
    await storage.close()
    return counts.reduce((sum, count) => sum + count, 0)
  }
}, 120_000)
