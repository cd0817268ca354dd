import { canonicalUrl, parseHttpUrl } from '../../kernel/url.ts'
import type { Ports } from '../ports.ts'
import type { Site } from '../sites/model.ts'
import { ReadFailed } from './fetching.ts'
import {
  type Asked,
  type DueRead,
  QUIET_MS,
  READ_BUDGET,
  READ_LEASE_MS,
  READS_AT_ONCE,
  READS_KEPT_MS,
  REFRESH,
  RETRY_AFTER_MS,
} from './read-model.ts'
import { createReaders } from './readers.ts'
import { isOnSite } from './rules.ts'

/** What became of a page's being asked for. `pushed`: the paper tells us of it, so its page is not read. */
export type AskedFor = Asked | 'pushed' | 'off-site'

export interface ArticleReading {
  /** A reader has opened a page that is no article yet: it is read soon, once, and within the site's budget. */
  seen(site: Site, url: string): Promise<AskedFor>
  /** The paper says that these pages are new or changed. In their order. */
  ping(site: Site, urls: readonly string[]): Promise<AskedFor[]>
  /** Fetches the pages and photos whose turn it is; answers how many. Never throws for what lies outside. */
  readDue(): Promise<number>
  /** Queues pages of young articles that were read a day ago. */
  askByAge(): Promise<number>
  /** Forgets what came of reads long ago. */
  purgeReads(): Promise<number>
}

/** Between two readings of one page, however often it is asked for. */
const REST_MS = 30_000
const BY_AGE_AT_ONCE = 100

export function createArticleReading(ports: Ports): ArticleReading {
  const { stores, clock, log } = ports
  const store = stores.articles
  const readers = createReaders(ports)

  async function ask(site: Site, text: string, cause: 'seen' | 'asked'): Promise<AskedFor> {
    const url = parseHttpUrl(text)
    if (!url || !isOnSite(site, url)) return 'off-site'
    const canonical = canonicalUrl(url)
    if ((await store.byUrl(site.id, canonical))?.source === 'push') return 'pushed'
    const now = clock.now()
    const limits = { most: READ_BUDGET[cause], since: now - READ_BUDGET.per, restMs: REST_MS }
    return store.askForPage({ siteId: site.id, url: canonical, cause, now }, limits)
  }

  async function read(due: DueRead): Promise<void> {
    const { siteId, kind, subject } = due
    try {
      const site = await stores.sites.byId(siteId)
      // What ends the process each time must not end it for ever.
      if (due.attempts > RETRY_AFTER_MS.length + 1) throw new ReadFailed('unusable')
      if (!site) throw new ReadFailed('off-site')
      await readers[kind](site, subject)
    } catch (error) {
      const { failure, mayPass, waitMs } =
        error instanceof ReadFailed ? error : new ReadFailed('unusable', true)
      if (!(error instanceof ReadFailed)) log.error({ siteId, kind, subject, error }, 'reading failed')
      else log.info({ siteId, kind, subject, failure }, 'nothing to read')
      const now = clock.now()
      const wait = mayPass ? RETRY_AFTER_MS[due.attempts - 1] : undefined
      const retryAt = wait === undefined ? null : now + Math.max(wait, waitMs)
      await store.settleFailure(due, failure, { retryAt, quietUntil: now + QUIET_MS })
    }
  }

  return {
    seen: (site, url) => ask(site, url, 'seen'),

    async ping(site, urls) {
      const answers: AskedFor[] = []
      for (const url of urls) answers.push(await ask(site, url, 'asked'))
      return answers
    },

    async readDue() {
      const due = await store.takeReads(clock.now(), READS_AT_ONCE, READ_LEASE_MS)
      await Promise.all(due.map(read))
      return due.length
    },

    askByAge() {
      const now = clock.now()
      return store.askByAge(now, now - REFRESH.every, now - REFRESH.youngerThan, BY_AGE_AT_ONCE)
    },

    purgeReads: () => store.purgeReads(clock.now() - READS_KEPT_MS),
  }
}
