import { type ByteCache, createByteCache } from '../../kernel/byte-cache.ts'
import type { Json } from '../../kernel/canonical-json.ts'
import type { Language } from '../../locales/language.ts'
import { sha256Hex } from '../accounts/crypto.ts'
import type { Article } from '../articles/model.ts'
import type { Comment, ThreadItem } from '../comments/model.ts'
import { isPublic } from '../comments/rules.ts'
import type { Ports } from '../ports.ts'
import type { Site } from '../sites/model.ts'
import { articleCardSpec, articleCardType, cardKey, commentCardSpec } from './cards.ts'
import { articleComments } from './json-ld.ts'
import type { Card, CardSpec, HeadTags } from './model.ts'
import { ownPage } from './own-page.ts'
import { articleHead, commentHead } from './tags.ts'
import { createThumbnails, type Thumbnails } from './thumbnails.ts'

export interface ServedCard extends Card {
  /** Whether the URL names exactly these bytes: only then may an article's card be kept for ever. */
  exact: boolean
}

export interface SharingService {
  /** Address of the discussion page, and of one comment in it. */
  articleUrl(article: Article): string
  commentUrl(comment: Comment): string
  /** Tags of the discussion page, or of the paper's own page when that address is given. */
  articleHead(site: Site, article: Article, page?: SharedPage): Promise<HeadTags>
  /** These comments as structured data about the article, for the paper's own page. */
  articleComments(article: Article, items: readonly ThreadItem[]): Json
  /** Tags of a comment's page; those of the article when the comment is not published. */
  commentHead(
    site: Site,
    article: Article,
    comment: Comment,
    page?: Pick<SharedPage, 'language'>,
  ): Promise<HeadTags>
  /** The article's card. An old file name answers the current card. */
  articleCard(site: Site, article: Article, file: string): Promise<ServedCard>
  /** A card in one of `THUMBNAIL_WIDTHS`. */
  thumbnail: Thumbnails
  /** The comment's card; the article's when the comment is not published. */
  commentCard(site: Site, article: Article, comment: Comment, file: string): Promise<ServedCard>
}

export interface SharedPage {
  /** The paper's own page, which is in one language and has no oEmbed of ours. */
  url?: string
  /** The comments that it shows. */
  items?: readonly ThreadItem[]
  /** The language that it is shown in; the article's when left out. */
  language?: Language
}

const CACHE_BYTES = 48 * 1024 * 1024
const FILE_HASH = 20

export function createSharingService({ cards, photos, clock, publicUrl }: Ports): SharingService {
  const rendered: ByteCache<Card> = createByteCache(CACHE_BYTES, (card) => card.bytes.length)

  async function articleSpec(site: Site, article: Article, withPhoto: boolean): Promise<CardSpec> {
    const hash = article.image?.photo ?? null
    const photo = withPhoto && hash ? await photos.get(hash) : null
    return articleCardSpec({ site, article, photo, now: clock.now() })
  }

  /** The photo is named by its hash, so the key can be made without reading it. */
  async function hashOf(spec: CardSpec, photo: string | null): Promise<string> {
    return (await sha256Hex(`${photo ?? ''}\n${cardKey(spec, cards.version)}`)).slice(0, FILE_HASH)
  }

  async function articleFile(site: Site, article: Article): Promise<string> {
    return hashOf(await articleSpec(site, article, false), article.image?.photo ?? null)
  }

  async function serve(hash: string, file: string, spec: () => Promise<CardSpec>): Promise<ServedCard> {
    const card = await rendered.getOrBuild(hash, async () => cards.render(await spec()))
    return { ...card, exact: file.startsWith(`${hash}.`) }
  }

  const articleUrl = (article: Article) => `${publicUrl}/a/${article.id}`
  const commentUrl = (comment: Comment) => `${publicUrl}/a/${comment.articleId}/c/${comment.id}`

  const service: SharingService = {
    articleUrl,
    commentUrl,
    thumbnail: createThumbnails(photos),

    async articleHead(site, article, { url, items = [], language } = {}) {
      const cardUrl = `${publicUrl}/cards/a/${article.id}/${await articleFile(site, article)}.${articleCardType(article) === 'image/jpeg' ? 'jpg' : 'png'}`
      const discussionUrl = articleUrl(article)
      return articleHead({
        site,
        article,
        pageUrl: url ?? discussionUrl,
        discussionUrl,
        cardUrl,
        publicUrl,
        ...(article.discussion === 'off' ? {} : { feedUrl: `${discussionUrl}/feed.xml` }),
        ...(url === undefined ? ownPage(publicUrl, { site, article, language, url: discussionUrl }) : {}),
        shown: { items, commentUrl },
      })
    },

    articleComments: (article, items) => articleComments(article, articleUrl(article), { items, commentUrl }),

    async commentHead(site, article, comment, { language } = {}) {
      if (!isPublic(comment)) return service.articleHead(site, article)
      const hash = await hashOf(commentCardSpec({ site, article, comment }), null)
      const cardUrl = `${publicUrl}/cards/c/${comment.id}/${hash}.png`
      return commentHead({
        site,
        article,
        comment,
        pageUrl: commentUrl(comment),
        articlePageUrl: articleUrl(article),
        cardUrl,
        publicUrl,
        ...ownPage(publicUrl, { site, article, language, url: commentUrl(comment) }),
      })
    },

    async articleCard(site, article, file) {
      return serve(await articleFile(site, article), file, () => articleSpec(site, article, true))
    },

    async commentCard(site, article, comment, file) {
      if (!isPublic(comment)) return { ...(await service.articleCard(site, article, file)), exact: false }
      const spec = commentCardSpec({ site, article, comment })
      return serve(await hashOf(spec, null), file, async () => spec)
    },
  }
  return service
}
