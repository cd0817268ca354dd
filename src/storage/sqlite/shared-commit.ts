import { isBusy, isFatal, storageError } from './errors.ts'

/** Writes in one transaction; a longer batch would hold the event loop for more than some milliseconds. */
const BATCH = 128
const BUSY = { tries: 10, pauseMs: 100 } as const

/** The transaction statements of one connection. */
export interface Transactions {
  readonly inTransaction: boolean
  begin(): void
  commit(): void
  rollback(): void
  savepoint(): void
  release(): void
  rollbackToSavepoint(): void
}

/** Told of each commit: how long it took, its sync included, and how many writes shared it. */
export type OnCommit = (ms: number, writes: number) => void

/** Leaves the work at once, takes back what it wrote, and answers with this all the same. */
export type Undo<Answer> = (answer: Answer) => never

export interface SharedCommit {
  /**
   * Runs the work in the next batch, inside a savepoint of its own, and answers after the commit.
   * The work is synchronous and catches nothing that the engine throws.
   * @throws {Problem} `storage-full`
   */
  run<Answer>(work: (undo: Undo<Answer>) => Answer): Promise<Answer>
  /** Settles when everything that was asked for has been answered; refuses what comes later. */
  close(): Promise<void>
}

/** `run` answers how to settle its caller, once the batch is committed. */
interface Write {
  run(): () => void
  reject(error: unknown): void
}

const UNDONE = new Error('undone')

/** What arrives within one turn of the event loop shares one commit, and so one fsync. */
export function createSharedCommit(engine: Transactions, onCommit?: OnCommit): SharedCommit {
  const queue: Write[] = []
  let scheduled = false
  let busyTries = 0
  let broken: unknown = null
  let closed = false
  let onIdle: (() => void) | null = null

  function schedule(): void {
    if (scheduled) return
    scheduled = true
    setImmediate(flush)
  }

  function flush(): void {
    scheduled = false
    const batch = queue.splice(0, BATCH)
    if (commitTogether(batch) === 'busy') {
      queue.unshift(...batch)
      scheduled = true
      setTimeout(flush, BUSY.pauseMs)
    } else if (queue.length > 0) schedule()
    else onIdle?.()
  }

  function commitTogether(batch: readonly Write[]): 'settled' | 'busy' {
    let answers: readonly (() => void)[]
    let ms = 0
    try {
      if (broken !== null) throw broken
      engine.begin()
      answers = batch.map((write) => write.run())
      const started = performance.now()
      engine.commit()
      ms = performance.now() - started
    } catch (error) {
      if (engine.inTransaction) engine.rollback()
      else if (isBusy(error) && busyTries < BUSY.tries) {
        busyTries += 1
        return 'busy'
      }
      if (isFatal(error)) broken = error
      for (const write of batch) write.reject(storageError(error))
      return 'settled'
    }
    busyTries = 0
    for (const answer of answers) answer()
    onCommit?.(ms, batch.length)
    return 'settled'
  }

  return {
    run<Answer>(work: (undo: Undo<Answer>) => Answer): Promise<Answer> {
      if (closed) return Promise.reject(new Error('the database is closed'))
      return new Promise<Answer>((resolve, reject) => {
        queue.push({ run: () => inSavepoint(engine, work, resolve, reject), reject })
        schedule()
      })
    },
    close() {
      closed = true
      if (!scheduled) return Promise.resolve()
      return new Promise((resolve) => {
        onIdle = resolve
      })
    },
  }
}

/** Throws only when the whole batch is lost: the engine itself has ended the transaction. */
function inSavepoint<Answer>(
  engine: Transactions,
  work: (undo: Undo<Answer>) => Answer,
  resolve: (answer: Answer) => void,
  reject: (error: unknown) => void,
): () => void {
  let undone: { answer: Answer } | null = null
  const undo: Undo<Answer> = (answer) => {
    undone = { answer }
    throw UNDONE
  }
  engine.savepoint()
  try {
    const answer = work(undo)
    if (answer instanceof Promise) throw new TypeError('a write must be synchronous')
    if (!engine.inTransaction) throw new Error('the engine ended the transaction')
    engine.release()
    return () => resolve(answer)
  } catch (error) {
    // A full disk makes the engine roll everything back: from here each statement would commit by itself.
    if (!engine.inTransaction) throw error
    engine.rollbackToSavepoint()
    engine.release()
    return settleFailed(error, undone, resolve, reject)
  }
}

function settleFailed<Answer>(
  error: unknown,
  undone: { answer: Answer } | null,
  resolve: (answer: Answer) => void,
  reject: (error: unknown) => void,
): () => void {
  if (error === UNDONE && undone !== null) return () => resolve(undone.answer)
  return () => reject(storageError(error))
}
