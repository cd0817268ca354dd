import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { type Program, startProgram } from '../support/process.ts'
import { faultOf, makeOldDatabase, migrationsIn } from './old-database.ts'
import { buildShim, type Shim } from './shim.ts'
import { parseTrace } from './trace.ts'

const POINTS = 100

/**
 * `kill -9` before the Nth change that bringing an old database to the newest schema makes on its disk, N spread over
 * all of them; then once more without. `faults`: points after which rows were missing, the file was damaged, its
 * migrations were not the beginning of ours, the second run did not end well, or no good copy of the old file was there.
 */
export async function migrate({ rounds = POINTS }: { rounds?: number } = {}) {
  const work = mkdtempSync(join(tmpdir(), 'brevier-migrate-'))
  try {
    const old = join(work, 'old.sqlite')
    await makeOldDatabase(old, work)
    const dir = join(work, 'data')
    const shim = buildShim(work, dir, { traces: true })
    putOld(dir, old)
    const whole = await run(dir, shim.env).ended
    const newest = migrationsIn(join(dir, 'brevier.sqlite'))
    const changes = parseTrace(readFileSync(shim.trace), dir).length
    const faults: string[] = []
    let [killed, between] = [0, 0]
    for (let round = 0; round < rounds; round += 1) {
      const at = 1 + Math.floor((round * (changes - 1)) / Math.max(1, rounds - 1))
      putOld(dir, old)
      const found = await killAt(dir, shim, at, newest)
      if (found.wasKilled) killed += 1
      if (found.applied > 1 && found.applied < newest.length) between += 1
      if (found.fault !== null) faults.push(`at ${at}: ${found.fault}`)
    }
    const ok = whole === 0 && faults.length === 0 && killed >= rounds - 1
    return { rounds, changes, killed, between, migrations: newest.length, faults: faults.slice(0, 5), ok }
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

async function killAt(dir: string, shim: Shim, at: number, newest: readonly string[]) {
  const file = join(dir, 'brevier.sqlite')
  const wasKilled = (await run(dir, shim.killAt(at)).ended) === 'SIGKILL'
  const applied = migrationsIn(file)
  const left = faultOf(file)
  const code = await run(dir).ended
  const faults = [
    left,
    applied.every((name, index) => newest[index] === name) ? null : 'the schema is neither old nor new',
    code === 0 ? null : `the next run ended with ${code}`,
    faultOf(file),
    migrationsIn(file).length === newest.length ? null : 'the newest schema was not reached',
    hasGoodCopy(dir, newest.slice(0, 1)) ? null : 'there is no good copy of the old file',
  ]
  return { wasKilled, applied: applied.length, fault: faults.find((fault) => fault !== null) ?? null }
}

function run(dir: string, env: Record<string, string> = {}): Program {
  return startProgram(process.execPath, ['dist/main.js', 'migrate'], {
    BREVIER_PUBLIC_URL: 'http://localhost:8787',
    BREVIER_DATA: dir,
    BREVIER_X_CLIENT_ID: 'drill',
    BREVIER_X_CLIENT_SECRET: 'drill',
    BREVIER_LOG_LEVEL: 'error',
    ...env,
  })
}

function putOld(dir: string, old: string): void {
  rmSync(dir, { recursive: true, force: true })
  mkdirSync(dir)
  cpSync(old, join(dir, 'brevier.sqlite'))
}

/** Wherever it is kept: a whole file of the schema that was there before. */
function hasGoodCopy(dir: string, schema: readonly string[]): boolean {
  const files = readdirSync(dir, { recursive: true, encoding: 'utf8' })
  return files.some((name) => {
    if (!/\.(bak|sqlite)$/.test(name) || basename(name) === 'brevier.sqlite') return false
    const path = join(dir, name)
    if (existsSync(`${path}-wal`)) return false
    return faultOf(path) === null && String(migrationsIn(path)) === String(schema)
  })
}
