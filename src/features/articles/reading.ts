import { decodeHtml } from '../../kernel/html-charset.ts'
import { readHead } from '../../kernel/html-head.ts'
import { parse } from '../../kernel/parse.ts'
import { canonicalUrl, parseHttpUrl } from '../../kernel/url.ts'
import { sha256Hex } from '../accounts/crypto.ts'
import type { Ports } from '../ports.ts'
import type { Site } from '../sites/model.ts'
import { type FetchLimits, fetchWithin, ReadFailed } from './fetching.ts'
import { type Article, type ArticleInput, articleInput, newArticle } from './model.ts'
import { type PageFacts, pageFacts } from './page-facts.ts'
import {
  type Asked,
  type DueRead,
  PAGE_LIMITS,
  PHOTO_FETCH,
  QUIET_MS,
  READ_BUDGET,
  READ_LEASE_MS,
  READS_AT_ONCE,
  READS_KEPT_MS,
  REFRESH,
  RETRY_AFTER_MS,
} from './read-model.ts'
import { isOnSite, mayHoldPhoto } from './rules.ts'

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
const KEY_LENGTH = 200

export function createArticleReading(ports: Ports): ArticleReading {
  const { stores, clock, ids, events, photos, outbound, log, publicUrl } = ports
  const store = stores.articles
  const agent = { 'user-agent': `Brevier/1 (+${publicUrl})` }

  async function ask(site: Site, text: string, cause: 'seen' | 'asked'): Promise<AskedFor> {
    const url = parseHttpUrl(text)
    if (!url || !isOnSite(site, url)) return 'off-site'
    const canonical = canonicalUrl(url)
    if ((await store.byUrl(site.id, canonical))?.source === 'push') return 'pushed'
    const now = clock.now()
    const limits = { most: READ_BUDGET[cause], since: now - READ_BUDGET.per, restMs: REST_MS }
    return store.askForPage({ siteId: site.id, url: canonical, cause, now }, limits)
  }

  function get(
    url: string,
    limits: FetchLimits,
    how: { accept: string; mayVisit(url: URL): boolean; cuts?: boolean },
  ) {
    const { accept, ...rest } = how
    return fetchWithin(new URL(url), limits, {
      ...rest,
      outbound,
      now: clock.now,
      headers: { ...agent, accept },
    })
  }

  async function readPage(site: Site, subject: string): Promise<void> {
    const found = await get(subject, PAGE_LIMITS, {
      accept: 'text/html,application/xhtml+xml;q=0.9',
      mayVisit: (url) => isOnSite(site, url),
      cuts: true,
    })
    const type = found.headers.get('content-type') ?? ''
    if (!/^\s*(text\/html|application\/xhtml\+xml)\s*(;|$)/i.test(type)) throw new ReadFailed('not-html')
    const head = readHead(decodeHtml(found.body, type))
    const facts = pageFacts(head, { url: found.url, site, now: clock.now() })
    if (typeof facts === 'string') throw new ReadFailed(facts)
    const known = await store.byUrl(site.id, subject)
    const settled = await store.settlePage(subject, await articleOf(site, facts, known))
    if (settled.outcome === 'taken') throw new ReadFailed('taken')
    if (settled.change !== 'same')
      events.emit('article.changed', { siteId: site.id, articleId: settled.article.id })
  }

  /** A page without a date keeps the one that it got when it was read first. */
  async function articleOf(site: Site, facts: PageFacts, known: Article | null): Promise<Article> {
    const now = clock.now()
    const key = facts.url.length <= KEY_LENGTH ? facts.url : `sha256:${await sha256Hex(facts.url)}`
    const input = { ...facts, key, publishedAt: facts.publishedAt ?? known?.publishedAt ?? now }
    const parsed = usable(input)
    const image = parsed.image && { ...parsed.image, photo: null }
    return newArticle({
      ...{ ...parsed, image, discussion: 'open', premoderated: false, source: 'page' },
      ...{ id: ids.next(), siteId: site.id, createdAt: now },
    })
  }

  async function readPhoto(site: Site, articleId: string): Promise<void> {
    const image = (await store.byId(articleId))?.image
    if (!image) throw new ReadFailed('unusable')
    const { body } = await get(image.url, PHOTO_FETCH, {
      accept: 'image/avif,image/webp,image/jpeg,image/png',
      mayVisit: (url) => mayHoldPhoto(site, url),
    })
    const photo = await photos.put(body).catch(() => {
      throw new ReadFailed('not-a-photo')
    })
    const copy = { imageUrl: image.url, photo, now: clock.now() }
    if ((await store.settlePhoto(site.id, articleId, copy)) === 'applied')
      events.emit('article.changed', { siteId: site.id, articleId })
  }

  async function read(due: DueRead): Promise<void> {
    const { siteId, kind, subject } = due
    try {
      const site = await stores.sites.byId(siteId)
      // What ends the process each time must not end it for ever.
      if (due.attempts > RETRY_AFTER_MS.length + 1) throw new ReadFailed('unusable')
      if (!site) throw new ReadFailed('off-site')
      await (kind === 'page' ? readPage(site, subject) : readPhoto(site, subject))
    } catch (error) {
      const { failure, mayPass } = error instanceof ReadFailed ? error : new ReadFailed('unusable', true)
      if (!(error instanceof ReadFailed)) log.error({ siteId, kind, subject, error }, 'reading failed')
      else log.info({ siteId, kind, subject, failure }, 'nothing to read')
      const now = clock.now()
      const wait = mayPass ? RETRY_AFTER_MS[due.attempts - 1] : undefined
      const retryAt = wait === undefined ? null : now + wait
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

function usable(input: ArticleInput) {
  try {
    return parse(articleInput, input)
  } catch {
    throw new ReadFailed('unusable')
  }
}
