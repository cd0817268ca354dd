import { decodeHtml } from '../../kernel/html-charset.ts'
import { readHead } from '../../kernel/html-head.ts'
import { parse } from '../../kernel/parse.ts'
import { sha256Hex } from '../accounts/crypto.ts'
import type { Ports } from '../ports.ts'
import type { Site } from '../sites/model.ts'
import { type FetchLimits, fetchWithin, ReadFailed } from './fetching.ts'
import { type Article, type ArticleInput, articleInput, newArticle } from './model.ts'
import { type PageFacts, pageFacts } from './page-facts.ts'
import { PAGE_LIMITS, PHOTO_FETCH, type ReadKind } from './read-model.ts'
import { isOnSite, mayHoldPhoto } from './rules.ts'

const KEY_LENGTH = 200

/** Fetches a page or an article's photo and settles what comes of it. @throws {ReadFailed} */
type Reader = (site: Site, subject: string) => Promise<void>

export function createReaders(ports: Ports): Readonly<Record<ReadKind, Reader>> {
  const { stores, clock, ids, events, photos, outbound, publicUrl } = ports
  const store = stores.articles
  const agent = { 'user-agent': `Brevier/1 (+${publicUrl})` }

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
    const standing = (await store.byUrl(site.id, facts.url)) ?? known
    const settled = await store.settlePage(subject, await articleOf(site, facts, standing))
    if (settled.outcome === 'taken') throw new ReadFailed('taken')
    // Also where nothing is different but that this address leads there.
    if (settled.change !== 'same' || known?.id !== settled.article.id)
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
    const photo = await photos.put(body).catch((error: unknown) => {
      throw isOfTheDisk(error) ? error : new ReadFailed('not-a-photo')
    })
    const copy = { imageUrl: image.url, photo, now: clock.now() }
    if ((await store.settlePhoto(site.id, articleId, copy)) === 'applied')
      events.emit('article.changed', { siteId: site.id, articleId })
  }

  return { page: readPage, photo: readPhoto }
}

/** It is full, or cannot be written: that says nothing about the picture. */
function isOfTheDisk(error: unknown): boolean {
  return error instanceof Error && 'errno' in error
}

function usable(input: ArticleInput) {
  try {
    return parse(articleInput, input)
  } catch {
    throw new ReadFailed('unusable')
  }
}
