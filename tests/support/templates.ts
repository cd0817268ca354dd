import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStorage } from '../../src/storage/open.ts'

const KINDS = ['sandbox', 'production'] as const
const VARIABLE = 'TEST_DATABASE_TEMPLATES'
const MIGRATIONS = join(import.meta.dirname, '../../migrations')

/** Before the first test: a migrated, empty file of each kind. Migrating for each test anew took most of their time. */
export default async function setup(): Promise<() => void> {
  const dir = mkdtempSync(join(tmpdir(), 'brevier-templates-'))
  for (const kind of KINDS) {
    const storage = await openStorage({
      url: urlOf(join(dir, kind)),
      kind,
      now: 0,
      migrationsDir: MIGRATIONS,
    })
    await storage.close()
  }
  process.env[VARIABLE] = dir
  return () => rmSync(dir, { recursive: true, force: true })
}

/** Puts an empty database there, as the program itself would make it; outside a test run the program does. */
export function putTemplate(file: string, kind: (typeof KINDS)[number]): void {
  const dir = process.env[VARIABLE]
  if (dir !== undefined) copyFileSync(join(dir, kind), file)
}

function urlOf(file: string): string {
  return `sqlite:${file}`
}
