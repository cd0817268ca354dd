/** Counts by label values. Adding is a look-up and an addition; whoever wants them reads `entries`. */
export interface Tally {
  readonly labels: readonly string[]
  add(...values: readonly string[]): void
  /** Shows these values from the start, as 0: a rise from nothing is none to whoever asks how much was added. */
  expect(...values: readonly string[]): void
  entries(): { values: readonly string[]; count: number }[]
}

/** How often something was at most so much, by label values: Prometheus' histogram as plain numbers. */
export interface Spread {
  readonly labels: readonly string[]
  /** Upper bounds, ascending; what is above the last counts in `count` alone. */
  readonly bounds: readonly number[]
  record(amount: number, ...values: readonly string[]): void
  entries(): { values: readonly string[]; buckets: readonly number[]; sum: number; count: number }[]
}

/** What a process has counted since its start. Durations in seconds. */
export interface Meters {
  /** By route pattern (never a path), method and class of status. */
  requests: Spread
  /** By type of problem. */
  refusals: Tally
  /** Cached pages: written before the app was asked, by the app, and built anew. Plain numbers on the hot path. */
  cache: { hot: number; kept: number; built: number }
  commits: Spread
  /** Writes that shared one commit. */
  commitWrites: Spread
  screening: Spread
  /** By site id and outcome: a state, or the problem that refused it. */
  comments: Tally
  /** By site id and action. */
  decisions: Tally
  reports: Tally
  /** Messages about the queue that the webhook never took. */
  alertsGivenUp: Tally
  /** Drawn ones, by kind of card. */
  cards: Spread
  cardFailures: Tally
  /** By provider. */
  logins: Tally
  /** By provider and failure. */
  providerErrors: Tally
  /** What is running now and what was turned away, by class of route; `null` until somebody counts it. */
  load: (() => LoadFigures) | null
}

export interface LoadFigures {
  inFlight: Readonly<Record<string, number>>
  shed: Readonly<Record<string, number>>
}

/** No label of ours has more values; what would be more is counted together, so that nobody can fill the memory. */
const MOST_SERIES = 1_000
const OTHER = 'other'

const REQUEST_S = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const COMMIT_S = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1]
const SCREENING_S = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1]
const CARD_S = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2]
const WRITES = [1, 2, 4, 8, 16, 32, 64, 128]

export function createMeters(): Meters {
  return {
    requests: createSpread(['route', 'method', 'status'], REQUEST_S),
    refusals: createTally(['problem']),
    cache: { hot: 0, kept: 0, built: 0 },
    commits: createSpread([], COMMIT_S),
    commitWrites: createSpread([], WRITES),
    screening: createSpread([], SCREENING_S),
    comments: createTally(['site', 'outcome']),
    decisions: createTally(['site', 'action']),
    reports: createTally(['site']),
    alertsGivenUp: createTally([]),
    cards: createSpread(['kind'], CARD_S),
    cardFailures: createTally(['reason']),
    logins: createTally(['provider']),
    providerErrors: createTally(['provider', 'failure']),
    load: null,
  }
}

export function createTally(labels: readonly string[]): Tally {
  const series = createSeries(labels, () => ({ count: 0 }))
  return {
    labels,
    add(...values) {
      series.of(values).count += 1
    },
    expect(...values) {
      series.of(values)
    },
    entries: () => series.all().map(([values, { count }]) => ({ values, count })),
  }
}

export function createSpread(labels: readonly string[], bounds: readonly number[]): Spread {
  const series = createSeries(labels, () => ({ buckets: bounds.map(() => 0), sum: 0, count: 0 }))
  return {
    labels,
    bounds,
    record(amount, ...values) {
      const one = series.of(values)
      one.sum += amount
      one.count += 1
      const at = bounds.findIndex((bound) => amount <= bound)
      if (at >= 0) one.buckets[at] = (one.buckets[at] ?? 0) + 1
    },
    entries: () =>
      series.all().map(([values, { buckets, sum, count }]) => ({
        values,
        buckets: cumulative(buckets),
        sum,
        count,
      })),
  }
}

function createSeries<One>(labels: readonly string[], make: () => One) {
  const known = new Map<string, [readonly string[], One]>()

  function of(values: readonly string[]): One {
    const key = values.join('\u0000')
    const found = known.get(key)
    if (found) return found[1]
    if (known.size >= MOST_SERIES && values[0] !== OTHER) return of(labels.map(() => OTHER))
    const one = make()
    known.set(key, [values, one])
    return one
  }

  return { of, all: () => [...known.values()] }
}

function cumulative(buckets: readonly number[]): number[] {
  let sum = 0
  return buckets.map((count) => {
    sum += count
    return sum
  })
}
