import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Problem } from '../../../src/kernel/errors.ts'
import { openWriter } from '../../../src/storage/sqlite/connection.ts'
import { transactionsOf } from '../../../src/storage/sqlite/database.ts'
import {
  createSharedCommit,
  type OnCommit,
  type SharedCommitOptions,
  type Transactions,
} from '../../../src/storage/sqlite/shared-commit.ts'
import { type TestFolder, testFolder } from '../../support/storage.ts'

describe('writes that share a commit', () => {
  let folder: TestFolder
  let connection: Sqlite.Database
  let commits: number

  beforeEach(() => {
    folder = testFolder()
    connection = openWriter(folder.file)
    connection.exec('CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT)')
    commits = 0
  })
  afterEach(() => {
    connection.close()
    folder.remove()
  })

  function shared(change: Partial<Transactions> = {}, options: SharedCommitOptions = {}) {
    const engine = transactionsOf(connection)
    const counted: Transactions = {
      ...engine,
      get inTransaction() {
        return connection.inTransaction
      },
      commit() {
        engine.commit()
        commits += 1
      },
      ...change,
    }
    return createSharedCommit(counted, options)
  }

  /** What another connection sees: only what is committed. */
  function committed(): number[] {
    const other = new Sqlite(folder.file, { readonly: true })
    const ids = other.prepare<[], number>('SELECT id FROM notes ORDER BY id').pluck().all()
    other.close()
    return ids
  }

  const insert = (id: number, text = '') =>
    connection.prepare('INSERT INTO notes VALUES (?, ?)').run(id, text)
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

  it('commits once for all that arrive together, and in bounded batches', async () => {
    const writes = shared()
    await Promise.all(numbers(100).map((id) => writes.run(() => insert(id))))
    expect(commits).toBe(1)
    await Promise.all(numbers(300).map((id) => writes.run(() => insert(id + 100))))
    expect(commits).toBe(1 + 3)
    expect(committed()).toHaveLength(400)
  })

  it('tells of each commit how long it took and how many writes shared it, and of no other', async () => {
    const told: [number, number][] = []
    const observed = (change: Partial<Transactions> = {}) =>
      createSharedCommit(
        { ...transactionsOf(connection), inTransaction: true, ...change },
        { onCommit: (ms, count) => void told.push([ms, count]) },
      )
    const writes = observed()
    await Promise.all(numbers(5).map((id) => writes.run(() => insert(id))))
    expect(told.map(([, count]) => count)).toEqual([5])
    expect(told[0]?.[0]).toBeGreaterThan(0)
    const broken = observed({
      inTransaction: false,
      begin() {
        throw new Error('no transaction')
      },
    })
    await expect(broken.run(() => insert(9))).rejects.toThrow('no transaction')
    expect(told).toHaveLength(1)
  })

  describe('paced', () => {
    /** Each commit takes 2 ms, so that what follows waits for 38. */
    function paced(onCommit: OnCommit = () => {}) {
      const engine = transactionsOf(connection)
      return shared(
        {
          commit() {
            const slow = performance.now() + 2
            while (performance.now() < slow);
            engine.commit()
            commits += 1
          },
        },
        { paced: true, onCommit },
      )
    }
    const aTurn = () => new Promise((resolve) => setImmediate(resolve))

    it('share one with what comes soon after', async () => {
      const writes = paced()
      await writes.run(() => insert(1))
      const later: Promise<unknown>[] = []
      for (const id of [2, 3, 4]) {
        later.push(writes.run(() => insert(id)))
        await aTurn()
      }
      await Promise.all(later)
      expect(commits).toBe(2)
      expect(committed()).toHaveLength(4)
    })

    it('wait no longer than until there are enough', async () => {
      const writes = paced()
      await writes.run(() => insert(1))
      let answered = 0
      for (const id of numbers(16)) void writes.run(() => insert(id + 1)).then(() => (answered += 1))
      await aTurn()
      await aTurn()
      expect(answered).toBe(16)
      expect(commits).toBe(2)
    })

    it('are joined by those that come in the next turns, so long as each turn brings some, and not for ever', async () => {
      const batches: number[] = []
      const writes = paced((_ms, count) => batches.push(count))
      let id = 0
      const turns = new Promise<void>((resolve) => {
        function turn(): void {
          if (batches.length < 3) setImmediate(turn)
          else resolve()
          for (let come = 0; come < 2; come += 1) {
            id += 1
            const next = id
            void writes.run(() => insert(next))
          }
        }
        turn()
      })
      await turns
      for (const count of batches.slice(1)) {
        expect(count).toBeGreaterThan(16)
        expect(count).toBeLessThan(64)
      }
      await writes.close()
    })

    it('are all written before it is closed', async () => {
      const writes = paced()
      await writes.run(() => insert(1))
      void writes.run(() => insert(2))
      await writes.close()
      expect(committed()).toEqual([1, 2])
    })
  })

  it('answers nobody before the commit', async () => {
    const engine = transactionsOf(connection)
    const answered: number[] = []
    const atCommit: number[] = []
    const writes = shared({
      commit() {
        atCommit.push(answered.length)
        engine.commit()
      },
    })
    await Promise.all(
      numbers(10).map(async (id) => {
        await writes.run(() => insert(id))
        answered.push(id)
        expect(committed()).toContain(id)
      }),
    )
    expect(atCommit).toEqual([0])
  })

  it('rolls back a failing write alone', async () => {
    const writes = shared()
    const outcomes = await Promise.allSettled(
      [1, 2, 2, 3].map((id, index) =>
        writes.run(() => {
          insert(10 + index)
          return insert(id)
        }),
      ),
    )
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
    expect(committed()).toEqual([1, 2, 3, 10, 11, 13])
    expect(commits).toBe(1)
  })

  it('takes back a write that gives itself up, and answers it', async () => {
    const writes = shared()
    const undone = writes.run<string>((undo) => {
      insert(1)
      return undo('refused')
    })
    const kept = writes.run(() => insert(2).changes)
    expect(await undone).toBe('refused')
    expect(await kept).toBe(1)
    expect(committed()).toEqual([2])
  })

  it('fails the whole batch when the commit fails, and leaves no transaction behind', async () => {
    const writes = shared({
      commit() {
        throw new Error('no')
      },
    })
    const outcomes = await Promise.allSettled([1, 2].map((id) => writes.run(() => insert(id))))
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(connection.inTransaction).toBe(false)
    expect(committed()).toEqual([])
  })

  it('stops at once when a full disk ends the transaction: nothing runs outside of one', async () => {
    connection.exec('PRAGMA max_page_count = 12')
    const writes = shared()
    const ran: number[] = []
    const write = (id: number, text: string) =>
      writes.run(() => {
        ran.push(id)
        insert(id, text)
      })
    const outcomes = await Promise.allSettled([write(1, ''), write(2, 'x'.repeat(200_000)), write(3, '')])
    expect(outcomes).toEqual(
      [1, 2, 3].map(() => ({ status: 'rejected', reason: new Problem('storage-full', { retryAfter: 30 }) })),
    )
    expect(ran).toEqual([1, 2])
    expect(committed()).toEqual([])
    await write(4, '')
    expect(committed()).toEqual([4])
  })

  it('waits for another writer without failing', async () => {
    const other = new Sqlite(folder.file)
    other.exec('BEGIN IMMEDIATE')
    const engine = transactionsOf(connection)
    const writes = shared({
      begin() {
        try {
          engine.begin()
        } catch (error) {
          other.exec('ROLLBACK')
          throw error
        }
      },
    })
    await writes.run(() => insert(1))
    expect(committed()).toEqual([1])
    other.close()
  })

  it.each(['SQLITE_IOERR_FSYNC', 'SQLITE_IOERR_DIR_FSYNC', 'SQLITE_CORRUPT', 'SQLITE_NOTADB'])(
    'trusts nothing after %s, and says so once',
    async (code) => {
      const failure = new Sqlite.SqliteError('disk I/O error', code)
      const told: unknown[] = []
      let commitsTried = 0
      const writes = shared(
        {
          commit() {
            commitsTried += 1
            throw failure
          },
        },
        { onFatal: (error) => told.push(error) },
      )
      const refused = new Problem('storage-unavailable', { retryAfter: 10 })
      const together = [1, 2].map((id) => writes.run(() => insert(id)))
      expect(await Promise.allSettled(together)).toEqual(
        together.map(() => ({ status: 'rejected', reason: refused })),
      )
      await expect(writes.run(() => insert(3))).rejects.toEqual(refused)
      expect(commitsTried).toBe(1)
      expect(told).toEqual([failure])
      expect(committed()).toEqual([])
    },
  )

  it('goes on after an error that is not fatal', async () => {
    const failure = new Sqlite.SqliteError('attempt to write a readonly database', 'SQLITE_READONLY')
    const engine = transactionsOf(connection)
    const told: unknown[] = []
    const troubles: unknown[] = []
    let isReadOnly = true
    const writes = shared(
      {
        commit() {
          if (isReadOnly) throw failure
          engine.commit()
        },
      },
      { onFatal: (error) => told.push(error), onTrouble: (error) => troubles.push(error) },
    )
    const refused = new Problem('storage-unavailable', { retryAfter: 10 })
    for (const id of [1, 2]) await expect(writes.run(() => insert(id))).rejects.toEqual(refused)
    isReadOnly = false
    await writes.run(() => insert(2))
    expect(committed()).toEqual([2])
    expect(told).toEqual([])
    expect(troubles).toEqual([failure])
  })

  it('tries what is needed once more when room was made, and nothing else', async () => {
    const full = new Sqlite.SqliteError('database or disk is full', 'SQLITE_FULL')
    const engine = transactionsOf(connection)
    let room = 0
    let isFullAgain = false
    const troubles: unknown[] = []
    const begin = () => {
      if (room === 0 || isFullAgain) throw full
      engine.begin()
    }
    const writes = shared(
      { begin },
      {
        onFull() {
          room += 1
          return room === 1
        },
        onTrouble: (error) => troubles.push(error),
      },
    )
    const outcomes = await Promise.allSettled([
      writes.run(() => insert(1), 'grows'),
      writes.run(() => insert(2), 'needed'),
    ])
    expect(outcomes).toMatchObject([
      { status: 'rejected', reason: new Problem('storage-full', { retryAfter: 30 }) },
      { status: 'fulfilled' },
    ])
    expect(committed()).toEqual([2])
    // What is needed went on: only a disk without any room is a trouble.
    expect(troubles).toEqual([])
    isFullAgain = true
    await expect(writes.run(() => insert(3))).rejects.toThrow('storage-full')
    expect(troubles).toEqual([full])
  })

  it('lets only so many wait, and tells the others at once', async () => {
    const writes = shared({}, { waiting: 10 })
    const outcomes = await Promise.allSettled(numbers(12).map((id) => writes.run(() => insert(id))))
    const refused = outcomes.filter(({ status }) => status === 'rejected')
    expect(refused).toEqual(
      [11, 12].map(() => ({ status: 'rejected', reason: new Problem('overloaded', { retryAfter: 2 }) })),
    )
    expect(committed()).toHaveLength(10)
    await writes.run(() => insert(13))
  })

  it('with a batch of one, commits each by itself', async () => {
    const writes = shared({}, { batch: 1 })
    await Promise.all(numbers(5).map((id) => writes.run(() => insert(id))))
    expect(commits).toBe(5)
  })

  it('finishes what was asked for before it closes, and takes nothing after', async () => {
    const writes = shared()
    const last = Promise.all(numbers(200).map((id) => writes.run(() => insert(id))))
    await writes.close()
    await last
    expect(committed()).toHaveLength(200)
    await expect(writes.run(() => insert(999))).rejects.toThrow('closed')
  })

  it('refuses a write that would go on after its transaction', async () => {
    await expect(shared().run(async () => insert(1))).rejects.toThrow('synchronous')
    expect(committed()).toEqual([])
  })
})
