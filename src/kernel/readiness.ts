import { SECOND } from './clock.ts'

/** Whether a balancer may send requests here. */
export interface Readiness {
  /** `ready`; `stopping` from `stop()` on; `cannot-commit` when a write does not reach the disk within a second. */
  state(): Promise<'ready' | 'stopping' | 'cannot-commit'>
  /** From now on the answer is `stopping`: the balancer looks elsewhere while running requests end. */
  stop(): void
}

const KEPT_MS = SECOND
const PATIENCE_MS = SECOND

export interface ReadinessOptions {
  /** Whether a change would reach the disk now. May hang for as long as the disk does. */
  canCommit(): Promise<boolean>
  /** Milliseconds of a clock that never jumps. */
  now?: () => number
  /** Settles after so many ms; a test's own, so that it need not wait. */
  wait?: (ms: number) => Promise<void>
}

/** Asks at most once a second, and never twice at once, however many ask. */
export function createReadiness({
  canCommit,
  now = () => performance.now(),
  wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
}: ReadinessOptions): Readiness {
  let isStopping = false
  let running: Promise<boolean> | null = null
  let last: { at: number; answer: boolean } | null = null

  function ask(): Promise<boolean> {
    running ??= canCommit()
      .catch(() => false)
      .finally(() => {
        running = null
      })
    return running
  }

  async function commits(): Promise<boolean> {
    if (last && now() - last.at < KEPT_MS) return last.answer
    const answer = await Promise.race([ask(), wait(PATIENCE_MS).then(() => false)])
    last = { at: now(), answer }
    return answer
  }

  return {
    async state() {
      if (isStopping) return 'stopping'
      return (await commits()) ? 'ready' : 'cannot-commit'
    },
    stop() {
      isStopping = true
    },
  }
}
