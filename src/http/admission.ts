import { Problem } from '../kernel/errors.ts'
import { ROUTE_CLASSES, type RouteClass } from './route-class.ts'
import { createArrivals, createTurns } from './turns.ts'

interface Limit {
  /** Requests of the class that are worked on at once. */
  inFlight: number
  /** The same while a flood lasts, which is known by {@link FLOOD}. As many, unless given. */
  flooded?: number
  /** From which delay of the event loop (ms) nothing more of the class is begun. */
  lagMs: number
  /** How many are begun in one turn of the event loop; the others wait for the next. All, unless given. */
  aTurn?: number
  /** While a flood lasts, what has waited for its turn for so long (ms) is refused: others that came later are served. */
  patienceMs?: number
  /** Seconds that a refused client waits at least; up to twice as long, so that they do not all come back at once. */
  wait: number
}

/**
 * How long a post takes is how many are worked on, times what one costs (about 1 ms of one processor). A burst, which a
 * pause of the process makes of an ordinary storm, is taken whole: 64 places, of which a busy minute of the design (40 posts
 * a second) needs one or two. In a flood they would only make each of the taken wait longer: 12 keep the processor as busy.
 * Two are begun in a turn: libuv accepts one new connection in each, and a flood in one turn would keep whoever connects
 * meanwhile waiting for seconds. A login waits for its provider, and costs us little; a card is drawn by the processor for
 * 10 ms.
 */
export const LIMITS: Readonly<Record<RouteClass, Limit>> = {
  cards: { inFlight: 32, lagMs: 100, wait: 10 },
  previews: { inFlight: 32, lagMs: 150, wait: 10 },
  reads: { inFlight: 64, lagMs: 200, wait: 3 },
  reports: { inFlight: 64, lagMs: 300, wait: 4 },
  logins: { inFlight: 256, lagMs: 400, wait: 2 },
  posts: { inFlight: 64, flooded: 12, aTurn: 2, patienceMs: 20, lagMs: 500, wait: 2 },
  moderation: { inFlight: 256, lagMs: Number.POSITIVE_INFINITY, wait: 2 },
  watch: { inFlight: Number.POSITIVE_INFINITY, lagMs: Number.POSITIVE_INFINITY, wait: 1 },
}

/** So many refused for want of a place within so long, and for as long afterwards: no storm that can be served makes them. */
export const FLOOD = { refusals: 100, withinMs: 250 } as const

/** Posts that wait for a paper's own check cost nothing meanwhile; this many may. */
const WAITING_ELSEWHERE = 256

export type Verdict = 'admitted' | 'full' | 'slow'

/** Whether one more request of a class is begun. `lagMs`: how far the event loop is behind. */
export function admits(
  name: RouteClass,
  inFlight: number,
  lagMs: number,
  { limits = LIMITS, isFlood = false } = {},
): Verdict {
  const limit = limits[name]
  if (lagMs >= limit.lagMs) return 'slow'
  const places = isFlood ? (limit.flooded ?? limit.inFlight) : limit.inFlight
  return inFlight >= places ? 'full' : 'admitted'
}

interface Figures {
  /** Worked on at this moment. */
  inFlight: number
  /** Since the start: begun, refused because of so many others, refused because the process was behind. */
  admitted: number
  full: number
  slow: number
}

export interface Admission {
  /**
   * Runs the work, or refuses it before anything is done; where `refusal` was `asked` in this turn, without asking again.
   * @throws {Problem} `overloaded`
   */
  run<Answer>(
    name: RouteClass,
    work: () => Answer | Promise<Answer>,
    before?: { asked: boolean },
  ): Promise<Answer>
  /** Whether one more of the class would be refused now: seconds to wait, which counts as a refusal, or `null`. */
  refusal(name: RouteClass): number | null
  /** A connection has been accepted in this turn of the event loop. */
  arrived(): void
  /** For metrics: a copy. */
  figures(): Record<RouteClass, Figures> & { lagMs: number }
}

interface AdmissionOptions {
  /** How far the event loop is behind, ms. */
  lagMs?: (() => number) | undefined
  limits?: Readonly<Record<RouteClass, Limit>>
  /** Posts that wait for somebody else at this moment: they take no place. */
  elsewhere?: (() => number) | undefined
  /** From 0 up to 1. */
  random?: () => number
  /** Milliseconds that only go up. */
  steady?: () => number
}

/** Counts what is worked on, and refuses what would make everybody wait. */
export function createAdmission({
  lagMs = () => 0,
  limits = LIMITS,
  elsewhere = () => 0,
  random = Math.random,
  steady = () => performance.now(),
}: AdmissionOptions = {}): Admission {
  const counts = each(() => ({ inFlight: 0, admitted: 0, full: 0, slow: 0 }))
  const floods = each(() => createFlood(steady))
  const arrivals = createArrivals(steady)
  const turns = each((name) => {
    const { aTurn } = limits[name]
    return aTurn === undefined ? () => undefined : createTurns(aTurn, arrivals)
  })
  const waiting = (name: RouteClass) => (name === 'posts' ? Math.min(elsewhere(), WAITING_ELSEWHERE) : 0)

  function refusal(name: RouteClass): number | null {
    const count = counts[name]
    const isFlood = floods[name].isOn()
    const verdict = admits(name, count.inFlight - waiting(name), lagMs(), { limits, isFlood })
    if (verdict === 'admitted') return null
    count[verdict] += 1
    if (verdict === 'full') floods[name].refused()
    return retryAfter(name)
  }

  function retryAfter(name: RouteClass): number {
    const { wait } = limits[name]
    return wait + Math.floor(random() * (wait + 1))
  }

  /** @throws {Problem} `overloaded` */
  async function waitForTurn(name: RouteClass, turn: Promise<void>): Promise<void> {
    const { patienceMs = Number.POSITIVE_INFINITY } = limits[name]
    const since = steady()
    await turn
    if (steady() - since < patienceMs || !floods[name].isOn()) return
    counts[name].full += 1
    throw new Problem('overloaded', { retryAfter: retryAfter(name) })
  }

  return {
    refusal,

    async run(name, work, { asked } = { asked: false }) {
      const refused = asked ? null : refusal(name)
      if (refused !== null) throw new Problem('overloaded', { retryAfter: refused })
      const count = counts[name]
      count.inFlight += 1
      try {
        const turn = turns[name]()
        if (turn) await waitForTurn(name, turn)
        count.admitted += 1
        return await work()
      } finally {
        count.inFlight -= 1
      }
    },

    arrived: arrivals.arrived,

    figures: () => ({ ...each((name) => ({ ...counts[name] })), lagMs: lagMs() }),
  }
}

function createFlood(steady: () => number): { isOn(): boolean; refused(): void } {
  let since = 0
  let refusals = 0
  let until = 0
  return {
    isOn: () => steady() < until,
    refused() {
      const now = steady()
      if (now - since >= FLOOD.withinMs) {
        since = now
        refusals = 0
      }
      refusals += 1
      if (refusals >= FLOOD.refusals) until = now + FLOOD.withinMs
    },
  }
}

function each<Value>(make: (name: RouteClass) => Value): Record<RouteClass, Value> {
  return Object.fromEntries(ROUTE_CLASSES.map((name) => [name, make(name)])) as Record<RouteClass, Value>
}

/** The same, as metrics tell it. */
export function loadOf({ figures }: Admission): {
  inFlight: Record<string, number>
  shed: Record<string, number>
} {
  const { lagMs: _lag, ...classes } = figures()
  const by = (of: (count: Figures) => number) =>
    Object.fromEntries(Object.entries(classes).map(([name, count]) => [name, of(count)]))
  return { inFlight: by(({ inFlight }) => inFlight), shed: by(({ full, slow }) => full + slow) }
}
