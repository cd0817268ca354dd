import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'
import type { CounterFault } from '../../features/ports.ts'
import { COUNTER_CHECKS } from './counters.ts'

/** What a walk over the whole file finds. */
export interface FileFaults {
  /** SQLite's own words; empty when the file is sound. */
  damage: readonly string[]
  /** Rows that point nowhere, by table. */
  orphans: readonly { table: string; rows: number }[]
  counters: readonly CounterFault[]
}

/**
 * In a thread of its own, over a connection that only reads: with a million comments it takes seconds, and nobody
 * waits for it. The driver comes by its path, because a bundle has no second entry to start a thread with.
 */
const PROGRAM = `
const { parentPort, workerData } = require('node:worker_threads')
const Sqlite = require(workerData.driver)
const db = new Sqlite(workerData.file, { readonly: true, fileMustExist: true, timeout: 100 })
db.pragma('trusted_schema = OFF')
try {
  const damage = db.pragma('quick_check').map((row) => row.quick_check).filter((line) => line !== 'ok')
  const orphans = {}
  if (damage.length === 0) for (const { table } of db.pragma('foreign_key_check')) orphans[table] = (orphans[table] || 0) + 1
  const rows = damage.length === 0 ? workerData.queries.map((query) => db.prepare(query).all()) : []
  parentPort.postMessage({ damage, orphans, rows })
} catch (error) {
  if (!/^SQLITE_(CORRUPT|NOTADB)/.test(error.code)) throw error
  parentPort.postMessage({ damage: [error.message], orphans: {}, rows: [] })
} finally {
  db.close()
}
`

interface Answer {
  damage: string[]
  orphans: Record<string, number>
  rows: { id: string; kept: number; counted: number }[][]
}

/** @throws when the file cannot be read at all */
export async function inspectFile(file: string): Promise<FileFaults> {
  const { damage, orphans, rows } = await runWorker({
    driver: createRequire(import.meta.url).resolve('better-sqlite3'),
    file,
    queries: COUNTER_CHECKS.map(({ query }) => query),
  })
  return {
    damage,
    orphans: Object.entries(orphans).map(([table, count]) => ({ table, rows: count })),
    counters: rows.flatMap((found, index) => {
      const counter = COUNTER_CHECKS[index]?.counter
      return counter === undefined ? [] : found.map((row) => ({ counter, ...row }))
    }),
  }
}

function runWorker(workerData: { driver: string; file: string; queries: string[] }): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(PROGRAM, { eval: true, workerData })
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`the check ended with ${code} and said nothing`)))
  })
}
