import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import Sqlite from 'better-sqlite3'
import { digestRows } from '../../src/storage/sqlite/rows.ts'
import { castOf, happen } from '../moderation/half-year.ts'
import { startProgram } from './process.ts'
import { createWorld } from './world.ts'

export interface Filled {
  /** Of the test: data, backups and whatever else. */
  folder: string
  data: string
  file: string
  env: Record<string, string>
  /** The program, in the folder. */
  run(
    args: readonly string[],
    env?: Record<string, string>,
  ): Promise<{ code: number | string; output: string }>
  remove(): void
}

/** A production installation on disk in which readers and desk have done everything for a while. */
export async function fillInstallation(turns: number, publicUrl = 'http://localhost:8787'): Promise<Filled> {
  const folder = mkdtempSync(join(tmpdir(), 'brevier-filled-'))
  const data = join(folder, 'data')
  const env = {
    BREVIER_PUBLIC_URL: publicUrl,
    BREVIER_DATA: data,
    BREVIER_X_CLIENT_ID: 'real-id',
    BREVIER_X_CLIENT_SECRET: 'hunter2-hunter2',
  }
  const run: Filled['run'] = async (args, more = {}) => {
    const program = startProgram(
      process.execPath,
      [resolve('dist/main.js'), ...args],
      { ...env, ...more },
      folder,
    )
    return { code: await program.ended, output: program.output() }
  }
  // The program makes folder and key, as it does for everybody.
  await run(['migrate'])
  const world = await createWorld({ dir: data, publicUrl, site: { mode: 'flagged-only' } })
  const cast = await castOf(world, 7)
  for (let turn = 0; turn < turns; turn += 1) await happen(cast, turn % 3 > 0)
  await world.services.moderation.publishHeads()
  await world.close()
  return {
    folder,
    data,
    file: join(data, 'brevier.sqlite'),
    env,
    run,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Of all rows of a database that nobody writes to meanwhile. */
export function digestOf(file: string): string {
  const connection = new Sqlite(file, { readonly: !existsSync(`${file}-wal`), fileMustExist: true })
  try {
    return digestRows(connection).digest
  } finally {
    connection.close()
  }
}
