import { AHEAD_MS, DAY, HOUR, MINUTE } from '../../kernel/clock.ts'
import { Problem } from '../../kernel/errors.ts'
import type { Ports } from '../ports.ts'
import type {
  LoginAttempt,
  LoginFailure,
  OfferedProvider,
  ProviderLogin,
  ProviderName,
  ProviderReport,
  ProviderState,
  Unavailable,
} from './model.ts'
import type { Way, Ways } from './ways.ts'

/** X tops up credit at most once in five minutes; somebody who buys some is served within this time. */
const CREDIT_MS = 15 * MINUTE
/** Caps end with a day or a month in UTC, or when the operator raises them: whichever comes first is noticed. */
const CAP_MS = HOUR
/** What X bills for reading a profile ("User: Read"), in US dollars per thousand logins. */
const X_USD_PER_THOUSAND = 10

/** Which providers take logins now, and what they cost. */
export interface ProviderStates {
  /** Ways to sign in at this site, in the order in which they are offered. */
  offered(siteId: string): Promise<OfferedProvider[]>
  /** The same with figures for the operator; months are of UTC, as X bills them. */
  providerReport(siteId: string): Promise<ProviderReport[]>
  /** Says which providers are offered again since the last call: their buttons come back on kept pages. */
  announceReturned(): Promise<void>
}

/** What a login asks before it begins and when it fails. */
export interface Availability {
  /** @throws {Problem} `provider-unavailable` */
  require(way: Way): Promise<void>
  /** The mark that a failure leaves; `null` for those that say nothing about the next login. */
  markFor(attempt: LoginAttempt, failure: LoginFailure): Promise<ProviderState | null>
  /** How a login whose profile was read is counted. */
  loginOf(way: Way): ProviderLogin
  /** Whether the provider was marked since a login worked there, also when the time of the mark is over. */
  isMarked(login: ProviderLogin): Promise<boolean>
}

export function createProviderStates(
  { stores, clock, events }: Ports,
  ways: Ways,
): ProviderStates & { availability: Availability } {
  const store = stores.accounts
  let announcedTo = clock.now()

  async function marks(): Promise<(way: Pick<Way, 'name' | 'appId'>) => ProviderState | null> {
    const now = clock.now()
    const live = (await store.providerStates()).filter((state) => isLive(state, now))
    return ({ name, appId }) => live.find((state) => state.provider === name && state.appId === appId) ?? null
  }

  return {
    async offered(siteId) {
      const [found, markOf] = await Promise.all([ways.at(siteId), marks()])
      return found.map((way) => ({
        name: way.name,
        label: way.label ?? null,
        unavailable: markOf(way)?.failure ?? null,
      }))
    },

    async providerReport(siteId) {
      const [thisMonth, lastMonth] = months(clock.now())
      const [found, markOf] = await Promise.all([ways.at(siteId), marks()])
      const usage = await store.providerUsage(siteId, [thisMonth, lastMonth])
      const logins = (name: ProviderName, month: string) =>
        usage.find((row) => row.provider === name && row.month === month)?.logins ?? 0
      return found.map((way) => {
        const mark = markOf(way)
        const loginsThisMonth = logins(way.name, thisMonth)
        return {
          provider: way.name,
          label: way.label ?? null,
          unavailable: mark?.failure ?? null,
          since: mark?.since ?? null,
          loginsThisMonth,
          loginsLastMonth: logins(way.name, lastMonth),
          costUsd: way.name === 'x' ? (loginsThisMonth * X_USD_PER_THOUSAND) / 1_000 : null,
        }
      })
    },

    async announceReturned() {
      const now = clock.now()
      const from = announcedTo
      announcedTo = now
      for (const state of await store.providerStates()) {
        if (isLive(state, from) && !isLive(state, now))
          events.emit('provider.changed', { provider: state.provider, unavailable: null })
      }
    },

    availability: {
      async require(way) {
        if ((await marks())(way)) throw new Problem('provider-unavailable')
      },

      async markFor({ siteId, provider }, failure) {
        if (!isLasting(failure)) return null
        const { appId } = await ways.find(siteId, provider)
        const now = clock.now()
        return { provider, appId, failure, since: now, until: markEnd(failure, now) }
      },

      async isMarked({ provider, appId }) {
        const states = await store.providerStates()
        return states.some((state) => state.provider === provider && state.appId === appId)
      },

      loginOf: ({ name, appId }) => ({ provider: name, appId, month: months(clock.now())[0] }),
    },
  }
}

/** One that was made further ahead than {@link AHEAD_MS} is from before the clock was set back. */
function isLive({ since, until }: ProviderState, now: number): boolean {
  return until > now && since <= now + AHEAD_MS
}

function isLasting(failure: LoginFailure): failure is Unavailable {
  return failure === 'out-of-credit' || failure === 'capped'
}

function markEnd(failure: Unavailable, now: number): number {
  const midnight = (Math.floor(now / DAY) + 1) * DAY
  return failure === 'capped' ? Math.min(now + CAP_MS, midnight) : now + CREDIT_MS
}

/** This calendar month and the one before, `2026-11`. */
function months(now: number): [string, string] {
  const date = new Date(now)
  const before = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - 1))
  return [date.toISOString().slice(0, 7), before.toISOString().slice(0, 7)]
}
