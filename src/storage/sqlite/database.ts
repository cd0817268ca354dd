import type { Statement } from 'better-sqlite3'
import { type Placeholder, sql } from 'drizzle-orm'
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3'
import type { Connection } from './connection.ts'
import { fullProblem } from './errors.ts'
import {
  createSharedCommit,
  type Need,
  type SharedCommitOptions,
  type Transactions,
  type Undo,
} from './shared-commit.ts'

export type Handle = BetterSQLite3Database

/**
 * One SQLite file over one connection: a write is one synchronous turn, so nothing that reads ever waits for it or sees
 * a part of it. A second connection would throw its cached pages away at every commit.
 */
export interface Database {
  /**
   * Refuses what would write. Statements of one synchronous function see one state: nothing writes in between, and what
   * another process writes is seen from the next turn of the event loop on. Not for use inside a write, which it would
   * see half done.
   */
  readonly read: Handle
  /**
   * One atomic write; `undo(answer)` takes it back and answers all the same. Answered after the commit.
   * On a full disk only what is `needed` (the default) is tried.
   * @throws {Problem} `storage-full`, `storage-unavailable`, `overloaded`
   */
  write<Answer>(work: (db: Handle, undo: Undo<Answer>) => Answer, need?: Need): Promise<Answer>
  close(): Promise<void>
}

export interface DatabaseOptions extends SharedCommitOptions {
  /** Whether what makes the file grow must wait: the disk is full. */
  isFull?: () => boolean
}

/** Over a migrated file. Closes the connection at its end. */
export function createDatabase(
  writer: Connection,
  { isFull = () => false, ...options }: DatabaseOptions = {},
): Database {
  const handle = drizzle({ client: preparingOnce(writer) })
  const reading = createReadTurn(writer)
  const commits = createSharedCommit(transactionsOf(writer, reading.end), options)
  return {
    read: drizzle({ client: readingOf(writer, reading.begin) }),
    async write(work, need = 'needed') {
      if (need === 'grows' && isFull()) throw fullProblem()
      return commits.run((undo) => work(handle, undo), need)
    },
    async close() {
      await commits.close()
      reading.end()
      // Closing does it only where no other process, such as a replicator, has the file open.
      writer.pragma('wal_checkpoint(TRUNCATE)')
      writer.close()
    },
  }
}

/** Over a migrated file that another process may serve. Closes the connection at its end. */
export function createReadOnlyDatabase(reader: Connection): Database {
  return {
    read: drizzle({ client: preparingOnce(reader) }),
    write: () => Promise.reject(new Error('this was opened for reading alone')),
    close: async () => void reader.close(),
  }
}

/** The connection for statements that read, and nothing else of it; each is run after `before`. */
function readingOf(connection: Connection, before: () => void): Connection {
  return preparingOnce(connection, (statement) => {
    if (!statement.readonly || !statement.reader) throw new Error('what only reads cannot write')
    const { all, get } = Object.getPrototypeOf(statement) as Statement
    statement.all = (...params) => {
      before()
      return all.apply(statement, params)
    }
    statement.get = (...params) => {
      before()
      return get.apply(statement, params)
    }
  })
}

/**
 * What is read in one turn of the event loop is read in one transaction: the file's locks are taken once and not for each
 * statement, some twelve in a post (`docs/decisions/008-in-a-storm.md`). It ends with the turn, or when a write begins.
 */
function createReadTurn(connection: Connection): { begin(): void; end(): void } {
  const begin = connection.prepare('BEGIN')
  const rollback = connection.prepare('ROLLBACK')
  let isOpen = false
  const end = () => {
    // A damaged page makes the engine end it by itself.
    if (isOpen && connection.inTransaction) rollback.run()
    isOpen = false
  }
  return {
    begin() {
      if (connection.inTransaction) return
      begin.run()
      isOpen = true
      setImmediate(end)
    },
    end,
  }
}

/** Compiled statements that are kept; lists of many lengths make many texts. */
const KEPT = 500

/**
 * The connection's `prepare`, and nothing else of it. To compile a statement costs more than to run most of them, so
 * what was asked for lately is kept: for statements that are read to their end at once.
 */
function preparingOnce(
  connection: Connection,
  onPrepared: (statement: Statement) => void = () => {},
): Connection {
  const kept = new Map<string, Statement>()
  const prepare = (sql: string): Statement => {
    const known = kept.get(sql)
    const statement = known ?? connection.prepare(sql)
    if (!known) onPrepared(statement)
    kept.delete(sql)
    kept.set(sql, statement)
    const [oldest] = kept.keys()
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest)
    // Whoever had it before may have asked for bare values.
    return statement.reader ? statement.raw(false) : statement
  }
  return new Proxy(connection, {
    get(_target, name) {
      if (name !== 'prepare') throw new Error(`through this connection there is no ${String(name)}`)
      return prepare
    },
  })
}

/** Prepared once: they run for every write. `before` each transaction, what else is open on the connection has to end. */
export function transactionsOf(connection: Connection, before: () => void = () => {}): Transactions {
  const begin = connection.prepare('BEGIN IMMEDIATE')
  const commit = connection.prepare('COMMIT')
  const rollback = connection.prepare('ROLLBACK')
  const savepoint = connection.prepare('SAVEPOINT one_write')
  const release = connection.prepare('RELEASE one_write')
  const rollbackTo = connection.prepare('ROLLBACK TO one_write')
  return {
    get inTransaction() {
      return connection.inTransaction
    },
    begin() {
      before()
      begin.run()
    },
    commit: () => void commit.run(),
    rollback: () => void rollback.run(),
    savepoint: () => void savepoint.run(),
    release: () => void release.run(),
    rollbackToSavepoint: () => void rollbackTo.run(),
  }
}

/** Statements prepared once for each connection: building and compiling one costs more than running it. */
export function oncePerHandle<Statements extends object>(
  prepare: (db: Handle) => Statements,
): (db: Handle) => Statements {
  const prepared = new WeakMap<Handle, Statements>()
  return (db) => {
    const known = prepared.get(db)
    if (known) return known
    const made = prepare(db)
    prepared.set(db, made)
    return made
  }
}

/**
 * For every `LIMIT`: a number in the statement's text. One that is bound makes SQLite compile the statement anew at
 * each run, to plan for its value, which costs ten times what most of them take; so a placeholder is no bare one.
 */
export function atMost(count: number | Placeholder): Placeholder {
  const text = typeof count === 'number' ? sql.raw(String(count)) : sql`${count} + 0`
  // The builder puts any piece of SQL there; its type says less.
  return text as unknown as Placeholder
}
