import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { another } from '../support/another.ts'
import { digestOf } from '../support/filled.ts'
import { freePort, type Program, startProgram, untilAnswering } from '../support/process.ts'
import { createWorld, type Person } from '../support/world.ts'
import { olderRestored, spoiltCopies } from './restore-parts.ts'

const ROUNDS = 5
const WRITERS = 6
/** Acknowledged between two backups, at least. */
const POSTS = 60
const LONGEST_MS = 60_000

interface Made {
  path: string
  digest: string
  /** Acknowledged before it was begun: all of it must be there. */
  before: ReadonlySet<string>
}

/**
 * Backups while comments are posted, `kill -9`, and each backup restored over the newer file whose log still lies beside.
 * `lost`: acknowledged before the backup was begun, and not in what was restored. `unequal`: rows differ from the manifest.
 */
export async function restore({ rounds = ROUNDS }: { rounds?: number } = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'brevier-restore-'))
  try {
    const drill = await prepare(dir)
    const { backups, backupMs } = await drill.backUpWhilePosting(rounds)
    let lost = 0
    let unequal = 0
    let restoreMs = 0
    for (const { path, digest, before } of backups) {
      await drill.killWhilePosting()
      const { code, output, ms } = await drill.run(['restore', path, '--yes'])
      if (code !== 0) throw new Error(output)
      restoreMs = Math.max(restoreMs, ms)
      if (digestOf(drill.file) !== digest) unequal += 1
      const found = await drill.comments()
      lost += [...before].filter((id) => !found.has(id)).length
    }
    const verified = (await drill.run(['log', 'verify', 'ledger'])).code === 0
    const { spoilt, refused } = await spoiltCopies(dir, backups.at(-1)?.path ?? '')
    const older = await olderRestored(dir)
    const acknowledged = drill.acknowledged.size
    const ok =
      backups.every(({ before }) => before.size > 0) &&
      lost + unequal === 0 &&
      verified &&
      older &&
      refused === spoilt
    return {
      rounds,
      acknowledged,
      backups: backups.length,
      lost,
      unequal,
      verified,
      spoilt,
      refused,
      older,
      backupMs,
      restoreMs,
      ok,
    }
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

async function prepare(dir: string) {
  const port = await freePort()
  const url = `http://localhost:${port}`
  const data = join(dir, 'data')
  const file = join(data, 'brevier.sqlite')
  const env = {
    BREVIER_PUBLIC_URL: url,
    BREVIER_PORT: String(port),
    BREVIER_DATA: data,
    BREVIER_X_CLIENT_ID: 'drill',
    BREVIER_X_CLIENT_SECRET: 'drill',
    BREVIER_LOG_LEVEL: 'error',
  }
  const program = (args: readonly string[]) => startProgram(process.execPath, ['dist/main.js', ...args], env)
  await program(['migrate']).ended
  const world = await createWorld({ dir: data, publicUrl: url, start: Date.now() })
  const people = await Promise.all(Array.from({ length: WRITERS }, () => world.reader()))
  const articleId = world.article.id
  await world.close()
  const acknowledged = new Set<string>()

  async function run(args: readonly string[]) {
    const start = performance.now()
    const ran = program(args)
    return { code: await ran.ended, output: ran.output(), ms: Math.round(performance.now() - start) }
  }

  async function start(): Promise<Program> {
    const started = program(['start'])
    await untilAnswering(`${url}/healthz`, started)
    return started
  }

  async function post({ cookie }: Person): Promise<void> {
    const answer = await fetch(`${url}/v1/articles/${articleId}/comments`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: url,
        cookie,
        'idempotency-key': crypto.randomUUID(),
      },
      body: JSON.stringify({ text: another('Drill') }),
    })
    if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`)
    const { comment } = (await answer.json()) as { comment: { id: string } }
    acknowledged.add(comment.id)
  }

  /** Everybody posts, one after the other, until told to stop. */
  function postOn(): () => Promise<void> {
    let isOn = true
    const posting = people.map(async (person) => {
      while (isOn) await post(person).catch(() => pause(20))
    })
    return async () => {
      isOn = false
      await Promise.all(posting)
    }
  }

  async function untilMore(count: number): Promise<void> {
    const goal = acknowledged.size + count
    const start = performance.now()
    while (acknowledged.size < goal) {
      if (performance.now() - start > LONGEST_MS) throw new Error('nothing is acknowledged any more')
      await pause(5)
    }
  }

  async function backUpWhilePosting(count: number): Promise<{ backups: Made[]; backupMs: number }> {
    const service = await start()
    const stop = postOn()
    const backups: Made[] = []
    let backupMs = 0
    for (let index = 0; index < count; index += 1) {
      await untilMore(POSTS)
      const before = new Set(acknowledged)
      const { code, output, ms } = await run(['backup', '--json'])
      if (code !== 0) throw new Error(output)
      const { path, digest } = JSON.parse(output.split('\n')[0] ?? '')
      backups.push({ path, digest, before })
      backupMs = Math.max(backupMs, ms)
    }
    await stop()
    await service.kill('SIGKILL')
    return { backups, backupMs }
  }

  async function killWhilePosting(): Promise<void> {
    const service = await start()
    const stop = postOn()
    await untilMore(POSTS / 4)
    await service.kill('SIGKILL')
    await stop()
  }

  async function comments(): Promise<Set<string>> {
    const { output } = await run(['export'])
    const lines = output.split('\n').filter((line) => line.startsWith('{"table":"comments"'))
    return new Set(lines.map((line) => (JSON.parse(line) as { row: { id: string } }).row.id))
  }

  return { file, acknowledged, run, backUpWhilePosting, killWhilePosting, comments }
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms))
}
