import { DAY, MINUTE } from '../../kernel/clock.ts'
import { retryAfterMs } from '../../kernel/retry-after.ts'
import { catalogue } from '../../locales/index.ts'
import { wordsIn } from '../../locales/language.ts'
import { NotTaken } from '../delivery/model.ts'
import type { Ports } from '../ports.ts'
import type { Site } from '../sites/model.ts'
import type { QueueAlert, Waiting } from './alert-model.ts'
import { dueAlert } from './alert-rules.ts'

export interface Alerting {
  /** Open reviews of a site, for who runs the machine. */
  waiting(siteId: string): Promise<Waiting>
  /** Looks at every queue, and puts what there is to say into the outbox. Nothing where no webhook is set. */
  watchQueues(): Promise<void>
  /**
   * Sends a message; one that is older than a day, or not the newest of its paper, is dropped.
   * @throws when it did not arrive: it is to be sent again
   */
  sendAlert(siteId: string, id: string): Promise<void>
  /** Forgets messages older than a month. */
  dropAlerts(): Promise<number>
}

const KEPT_MS = 30 * DAY
/** Older news than this helps nobody. */
const SENT_FOR_MS = DAY
/** Nobody waits behind it, and what a slow channel takes after that is sent to it once more. */
const TIMEOUT_MS = 10_000

/** Messages about queues that wait too long, to a webhook that takes `{"text": …}` (Slack, Mattermost, Discord's `/slack`). */
export function createAlerting(ports: Ports): Alerting {
  const { stores, clock, ids, outbound, events, log, alerts, publicUrl } = ports
  const store = stores.moderation

  async function watch({ id: siteId }: Site, afterMs: number): Promise<void> {
    const now = clock.now()
    const [waiting, last] = await Promise.all([store.waiting(siteId), store.lastAlert(siteId)])
    const known = last && { kind: last.alert.kind, lateAt: last.lateAt }
    const kind = dueAlert(waiting, known, { now, afterMs })
    if (kind === null) return
    const alert: QueueAlert = { id: ids.next(), siteId, kind, ...waiting, at: now }
    const entry = { id: ids.next(), siteId, kind: 'alert', subjectId: alert.id } as const
    await store.raiseAlert(
      alert,
      { ...entry, createdAt: now, notBefore: now, attempts: 0 },
      last?.alert.id ?? null,
    )
  }

  function textOf({ kind, count, oldestAt, at }: QueueAlert, { title, language }: Site): string {
    const words = catalogue(language).alerts
    const link = `${publicUrl}/console`
    const paper = plain(wordsIn(title, language))
    if (kind === 'over') return words.over(paper, count, link)
    const minutes = Math.floor((at - (oldestAt ?? at)) / MINUTE)
    return words.late(paper, count, words.age(Math.floor(minutes / 60), minutes % 60), link)
  }

  return {
    waiting: (siteId) => store.waiting(siteId),

    async watchQueues() {
      if (!alerts) return
      for (const site of await stores.sites.list()) await watch(site, alerts.afterMs)
    },

    async sendAlert(siteId, id) {
      const [last, site] = await Promise.all([store.lastAlert(siteId), stores.sites.byId(siteId)])
      if (!alerts || !last || !site) return
      const { alert } = last
      // After newer news the old would read as the newest: an hour less, or a queue that is late when it is over.
      if (alert.id !== id || clock.now() - alert.at > SENT_FOR_MS) {
        events.emit('alert.given-up', { siteId })
        return log.warn({ alert: id }, 'a queue alert was never taken')
      }
      const { status, headers } = await outbound.request({
        url: new URL(alerts.webhookUrl.reveal()),
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-brevier-delivery': id },
        body: JSON.stringify({ text: textOf(alert, site) }),
        timeoutMs: TIMEOUT_MS,
        // What was taken is not sent again because of what is said about it.
        maxBytes: 0,
      })
      if (status < 200 || status > 299)
        throw new NotTaken(`the webhook answered ${status}`, retryAfterMs(headers, clock.now()))
    },

    dropAlerts: () => store.dropAlerts(clock.now() - KEPT_MS),
  }
}

/** What such channels read as commands or links (`<!channel>`, `&`), as Slack asks for it. */
function plain(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
