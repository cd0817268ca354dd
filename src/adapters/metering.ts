import { LOGIN_FAILURES, type ProviderName } from '../features/accounts/model.ts'
import type { CardRenderer, Ports } from '../features/ports.ts'
import { SECOND } from '../kernel/clock.ts'
import type { Meters } from '../kernel/meters.ts'

/** Counts what the events tell; alerts and the logins of these providers from 0, so that the first one is a rise. */
export function meter(events: Ports['events'], meters: Meters, providers: readonly ProviderName[]): void {
  for (const provider of providers) {
    meters.logins.expect(provider)
    for (const failure of LOGIN_FAILURES) meters.providerErrors.expect(provider, failure)
  }
  meters.alertsGivenUp.expect()
  events.on('alert.given-up', () => meters.alertsGivenUp.add())
  events.on('comment.screened', ({ ms }) => meters.screening.record(ms / SECOND))
  events.on('comment.submitted', ({ siteId, state }) => meters.comments.add(siteId, state))
  events.on('comment.refused', ({ siteId, problem }) => meters.comments.add(siteId, problem))
  events.on('comment.decided', ({ siteId, action }) => meters.decisions.add(siteId, action))
  events.on('comment.reported', ({ siteId }) => meters.reports.add(siteId))
  events.on('login.succeeded', ({ provider }) => meters.logins.add(provider))
  events.on('login.failed', ({ provider, failure }) => meters.providerErrors.add(provider, failure))
}

/** Counts and times the drawing; what is drawn stays the same. */
export function meteredCards(cards: CardRenderer, meters: Meters): CardRenderer {
  return {
    get version() {
      return cards.version
    },
    plain: (accent) => cards.plain(accent),
    async render(spec) {
      const started = performance.now()
      try {
        const card = await cards.render(spec)
        meters.cards.record((performance.now() - started) / SECOND, spec.kind)
        return card
      } catch (error) {
        meters.cardFailures.add(reasonOf(error))
        throw error
      }
    },
  }
}

function reasonOf(error: unknown): string {
  const name = error instanceof Error ? error.name : ''
  if (name === 'QueueFull') return 'queue-full'
  return name === 'QueueTimeout' ? 'timeout' : 'failed'
}
