import { Problem } from '../../kernel/errors.ts'
import { engineCode, isBusy, isFatal, isFull, storageError } from './errors.ts'

/** Writes in one transaction; a longer batch would hold the event loop for more than some milliseconds. */
const BATCH = 128
/** Writes that may wait for their batch: some seconds of work; who comes later is told at once. */
const WAITING = 2_000
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

/**
 * What becomes of a write on a full disk: what makes the file grow is refused, and what an installation needs to go
 * on (decisions, sessions) gets the room that is kept for it.
 */
export type Need = 'grows' | 'needed'

/** Told of each commit: how long it took, its sync included, and how many writes shared it. */
export type OnCommit = (ms: number, writes: number) => void

export interface SharedCommitOptions {
  /** Writes in one transaction; 1 switches the sharing off, for measuring. */
  batch?: number
  /**
   * Whether commits may take no more than a twentieth of the time: after each, what comes next waits for nineteen times
   * as long as it took, at most 40 ms or until there are eight, and shares one; so does what each next turn of the event
   * loop brings, up to 32 in all. A storm's syncs then leave the process to its readers.
   */
  paced?: boolean
  /** Writes that may wait; 2 000 unless given. */
  waiting?: number
  /** Called once, after an error that ends all writing: nothing is called saved any more. */
  onFatal?: (error: unknown) => void
  /** Called with the first error of each kind that loses a batch, until one is committed again. */
  onTrouble?: (error: unknown) => void
  /** Called when the disk is full; answers whether room was made, so that what is needed is tried again. */
  onFull?: () => boolean
  onCommit?: OnCommit
}

/** Leaves the work at once, takes back what it wrote, and answers with this all the same. */
export type Undo<Answer> = (answer: Answer) => never

export interface SharedCommit {
  /**
   * Runs the work in the next batch and answers after the commit; one that fails takes back only what it wrote itself.
   * The work is synchronous, catches nothing that the engine throws, and may be run again from the start.
   * @throws {Problem} `storage-full`, `storage-unavailable`, and `overloaded` when too many wait
   */
  run<Answer>(work: (undo: Undo<Answer>) => Answer, need?: Need): Promise<Answer>
  /** Settles when everything that was asked for has been answered; refuses what comes later. */
  close(): Promise<void>
}

/** How to settle a write's caller, once the batch is committed. */
type Settle = () => void

interface Write {
  need: Need
  again: boolean
  /** @throws what the work throws */
  run(): Settle
  /** In a savepoint of its own. @throws only when the whole batch is lost */
  runApart(): Settle
  reject(error: unknown): void
}

const PACE = { times: 19, longestMs: 40, enough: 8, most: 32 } as const

const UNDONE = new Error('undone')

/** What arrives within one turn of the event loop shares one commit, and so one fsync. */
export function createSharedCommit(engine: Transactions, options: SharedCommitOptions = {}): SharedCommit {
  const { batch: most = BATCH, waiting = WAITING, paced = false } = options
  const { onCommit, onFatal, onFull, onTrouble } = options
  const queue: Write[] = []
  let scheduled = false
  let pause: NodeJS.Timeout | undefined
  let notBefore = 0
  let busyTries = 0
  let broken: unknown = null
  let trouble: string | null = null
  let closed = false
  let onIdle: (() => void) | null = null

  function schedule(): void {
    if (pause && queue.length >= PACE.enough) {
      clearTimeout(pause)
      pause = undefined
      setImmediate(gather, queue.length)
    }
    if (scheduled) return
    scheduled = true
    const waitMs = queue.length < PACE.enough ? notBefore - performance.now() : 0
    if (waitMs > 0) pause = setTimeout(flush, waitMs)
    else setImmediate(paced ? gather : flush, queue.length)
  }

  /** While each turn brings more, those share the commit as well. */
  function gather(known: number): void {
    if (queue.length > known && queue.length < PACE.most) setImmediate(gather, queue.length)
    else flush()
  }

  function flush(): void {
    scheduled = false
    pause = undefined
    const batch = queue.splice(0, most)
    if (commitTogether(batch) === 'busy') {
      queue.unshift(...batch)
      scheduled = true
      setTimeout(flush, BUSY.pauseMs)
    } else if (queue.length > 0) schedule()
    else onIdle?.()
  }

  function commitTogether(batch: readonly Write[]): 'settled' | 'busy' {
    let answers: readonly Settle[]
    let ms = 0
    try {
      if (broken !== null) throw broken
      engine.begin()
      answers = runTogether(batch) ?? batch.map((write) => write.runApart())
      const started = performance.now()
      engine.commit()
      ms = performance.now() - started
    } catch (error) {
      return fail(batch, error)
    }
    busyTries = 0
    trouble = null
    if (paced) notBefore = performance.now() + Math.min(PACE.times * ms, PACE.longestMs)
    for (const answer of answers) answer()
    onCommit?.(ms, batch.length)
    return 'settled'
  }

  /**
   * Without savepoints: each copies every page that is changed once more, into a file of its own. `null` where one
   * write did not succeed: nothing of any is written then.
   */
  function runTogether(batch: readonly Write[]): readonly Settle[] | null {
    try {
      return batch.map((write) => write.run())
    } catch (error) {
      if (!engine.inTransaction) throw error
      engine.rollback()
      engine.begin()
      return null
    }
  }

  function fail(batch: readonly Write[], error: unknown): 'settled' | 'busy' {
    const cause = rollBack(error)
    if (cause === 'busy') return 'busy'
    if (broken === null && isFatal(cause.error)) {
      broken = cause.error
      onFatal?.(cause.error)
    }
    const hasRoom = isFull(cause.error) && onFull?.() === true
    const again = hasRoom ? batch.filter(deservesAnother) : []
    for (const write of again) write.again = true
    queue.unshift(...again)
    // What is needed goes on: whoever made the room has said so.
    if (!hasRoom) tell(cause.error)
    const reason = storageError(cause.error)
    for (const write of batch) if (!again.includes(write)) write.reject(reason)
    return 'settled'
  }

  function tell(error: unknown): void {
    const code = engineCode(error) ?? 'unknown'
    if (code !== trouble) onTrouble?.(error)
    trouble = code
  }

  /** The error that counts: a transaction that cannot even be rolled back is a state nobody may build on. */
  function rollBack(error: unknown): 'busy' | { error: unknown } {
    if (!engine.inTransaction) {
      if (!isBusy(error) || busyTries >= BUSY.tries) return { error }
      busyTries += 1
      return 'busy'
    }
    try {
      engine.rollback()
    } catch (second) {
      if (engine.inTransaction) {
        broken ??= second
        onFatal?.(second)
      }
    }
    return { error }
  }

  return {
    run<Answer>(work: (undo: Undo<Answer>) => Answer, need: Need = 'needed'): Promise<Answer> {
      if (closed) return Promise.reject(new Error('the database is closed'))
      if (queue.length >= waiting) return Promise.reject(new Problem('overloaded', { retryAfter: 2 }))
      return new Promise<Answer>((resolve, reject) => {
        const run = () => inTransaction(engine, work, resolve)
        const runApart = () => inSavepoint(engine, work, resolve, reject)
        queue.push({ need, again: false, run, runApart, reject })
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

function deservesAnother({ need, again }: Write): boolean {
  return need === 'needed' && !again
}

/** @throws what the work throws, {@link UNDONE} among it */
function inTransaction<Answer>(
  engine: Transactions,
  work: (undo: Undo<Answer>) => Answer,
  resolve: (answer: Answer) => void,
): Settle {
  const answer = work(() => {
    throw UNDONE
  })
  if (answer instanceof Promise) throw new TypeError('a write must be synchronous')
  if (!engine.inTransaction) throw new Error('the engine ended the transaction')
  return () => resolve(answer)
}

/** @throws only when the whole batch is lost: the engine itself has ended the transaction */
function inSavepoint<Answer>(
  engine: Transactions,
  work: (undo: Undo<Answer>) => Answer,
  resolve: (answer: Answer) => void,
  reject: (error: unknown) => void,
): Settle {
  let undone: { answer: Answer } | null = null
  const undo: Undo<Answer> = (answer) => {
    undone = { answer }
    throw UNDONE
  }
  engine.savepoint()
  try {
    const settle = inTransaction(engine, () => work(undo), resolve)
    engine.release()
    return settle
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
): Settle {
  if (error === UNDONE && undone !== null) return () => resolve(undone.answer)
  return () => reject(storageError(error))
}
