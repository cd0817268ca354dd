import { canonicalJson } from '../../kernel/canonical-json.ts'
import { DAY } from '../../kernel/clock.ts'
import { catalogue } from '../../locales/index.ts'
import { type Language, wordsIn } from '../../locales/language.ts'
import { type Article, shownOnCard } from '../articles/model.ts'
import type { Comment } from '../comments/model.ts'
import type { Site } from '../sites/model.ts'
import { dayOf, oneLine, yearOf } from './lines.ts'
import {
  type ArticleCardSpec,
  type BrandCardSpec,
  type Card,
  type CardSpec,
  type CommentCardSpec,
  TEMPLATE_VERSION,
} from './model.ts'

/** From this age on a card says of which year its article is, so that old news is not passed on as new. */
const OLD_AFTER = 365 * DAY

/** What an article's card shows, but for the logo. `photo` is the encoded picture, `now` epoch ms; days are the site's. */
export function articleCardSpec(facts: {
  site: Site
  article: Article
  photo: Uint8Array | null
  now: number
}): ArticleCardSpec {
  const { site, article, photo, now } = facts
  const { timeZone } = site
  const { headline, section, names, language, publishedAt } = shownOnCard(article)
  const year = yearOf(publishedAt, timeZone)
  return {
    kind: 'article',
    language,
    section: oneLine(section.join(' › '), 80),
    headline: oneLine(headline, 200),
    byline: oneLine(
      [bylineOf(names, language), dayOf(publishedAt, language, timeZone)].filter(Boolean).join(' · '),
      120,
    ),
    stamp: now - publishedAt > OLD_AFTER && year !== '' ? year : null,
    paper: oneLine(wordsIn(site.title, language), 60),
    accent: site.accent,
    logo: null,
    photo,
  }
}

/** What a comment's card shows, but for the logo. The caller has made sure that the comment is published. */
export function commentCardSpec(facts: { site: Site; article: Article; comment: Comment }): CommentCardSpec {
  const { site, article, comment } = facts
  return {
    kind: 'comment',
    language: article.language,
    author: oneLine(comment.authorName, 40),
    text: comment.body,
    headline: oneLine(article.headline, 200),
    paper: oneLine(wordsIn(site.title, article.language), 60),
    accent: site.accent,
    logo: null,
  }
}

/** What stands in for a card that cannot be drawn. */
export function brandCardSpec({ title, language, accent }: Site): BrandCardSpec {
  return { kind: 'brand', language, paper: oneLine(wordsIn(title, language), 60), accent, logo: null }
}

/**
 * Everything that decides what a card looks like, as one text to hash: the same card has the same text. Photo
 * and logo are left out, because their hashes are known without reading them: the caller adds those.
 *
 * @throws {RangeError} when a text holds a lone surrogate; `articleCardSpec` and stored comments hold none.
 */
export function cardKey(spec: CardSpec, rendererVersion: string): string {
  const shown = spec.kind === 'article' ? { ...spec, photo: null, logo: null } : { ...spec, logo: null }
  return canonicalJson({ ...shown, template: TEMPLATE_VERSION, renderer: rendererVersion })
}

/** Photos are sent as JPEG; text alone is smaller and sharper as PNG. */
export function articleCardType(article: Article): Card['type'] {
  return shownOnCard(article).photo ? 'image/jpeg' : 'image/png'
}

function bylineOf(names: readonly string[], language: Language): string {
  return names.length === 0 ? '' : catalogue(language).share.byline(names.map((name) => oneLine(name, 60)))
}
