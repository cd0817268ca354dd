import type { Json } from '../../kernel/canonical-json.ts'
import type { Language } from '../../locales/language.ts'
import type { Article } from '../articles/model.ts'
import type { Comment, ThreadItem } from '../comments/model.ts'
import { isPublic } from '../comments/rules.ts'
import type { Ports } from '../ports.ts'
import type { Site } from '../sites/model.ts'
import { type CardDesk, createCardDesk } from './card-desk.ts'
import { articleComments } from './json-ld.ts'
import type { HeadTags } from './model.ts'
import { ownPage } from './own-page.ts'
import { articleHead, commentHead } from './tags.ts'
import { createThumbnails, type Thumbnails } from './thumbnails.ts'

export type { ServedCard } from './card-desk.ts'

export interface SharingService
  extends Pick<CardDesk, 'articleCard' | 'commentCard' | 'prepareArticle' | 'prepareComment'> {
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
  /** A card in one of `THUMBNAIL_WIDTHS`. */
  thumbnail: Thumbnails
}

export interface SharedPage {
  /** The paper's own page, which is in one language and has no oEmbed of ours. */
  url?: string
  /** The comments that it shows. */
  items?: readonly ThreadItem[]
  /** The language that it is shown in; the article's when left out. */
  language?: Language
}

export function createSharingService(ports: Ports): SharingService {
  const { photos, publicUrl } = ports
  const desk = createCardDesk(ports)

  const articleUrl = (article: Article) => `${publicUrl}/a/${article.id}`
  const commentUrl = (comment: Comment) => `${publicUrl}/a/${comment.articleId}/c/${comment.id}`

  const service: SharingService = {
    ...desk,
    articleUrl,
    commentUrl,
    thumbnail: createThumbnails(photos),

    async articleHead(site, article, { url, items = [], language } = {}) {
      const cardUrl = `${publicUrl}/cards/a/${article.id}/${await desk.articleFile(site, article)}`
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
      const cardUrl = `${publicUrl}/cards/c/${comment.id}/${await desk.commentFile(site, article, comment)}`
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
  }
  return service
}
