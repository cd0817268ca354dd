import { parseHttpUrl } from '../../kernel/url.ts'
import { wordsIn } from '../../locales/language.ts'
import type { Article } from '../articles/model.ts'
import type { Site } from '../sites/model.ts'
import { oneLine } from './lines.ts'
import { CARD_SIZE, type HeadTags } from './model.ts'
import { THUMBNAIL_WIDTHS, thumbnailHeight } from './thumbnails.ts'

/** Pixels that the consumer has room for. */
export interface Room {
  maxwidth?: number | undefined
  maxheight?: number | undefined
}

/** An oEmbed 1.0 answer (https://oembed.com, 2.3): `rich`, whose `html` is a quotation that needs no script. */
export type Oembed = Readonly<Record<string, string | number>>

/** Consumers may keep an answer so long, seconds: a hidden comment must have left them by then, as its card has. */
const CACHE_AGE = 300
/** What a quotation of 250 characters takes in a column of text. */
const SIZE = { width: 550, height: 240 } as const

/** @param facts `head`: of the page that is embedded; `html`: the quotation, escaped */
export function oembed(
  facts: { site: Site; article: Article; head: HeadTags; author: string; html: string; publicUrl: string },
  room: Room,
): Oembed {
  const { site, article, head, author, html } = facts
  const { maxwidth = Number.POSITIVE_INFINITY, maxheight = Number.POSITIVE_INFINITY } = room
  return {
    version: '1.0',
    type: 'rich',
    title: contentOf(head, 'og:title'),
    ...(author === '' ? {} : { author_name: oneLine(author, 200) }),
    provider_name: oneLine(wordsIn(site.title, article.language), 200),
    provider_url: site.origins[0] ?? facts.publicUrl,
    cache_age: CACHE_AGE,
    ...thumbnail(contentOf(head, 'og:image'), maxwidth, maxheight),
    width: Math.min(SIZE.width, maxwidth),
    height: Math.min(SIZE.height, maxheight),
    html,
  }
}

/** All three or none (2.3.4): the card as large as there is room for, in the size that its address answers in. */
function thumbnail(url: string, maxwidth: number, maxheight: number): Record<string, string | number> {
  const card = parseHttpUrl(url)
  const width = [CARD_SIZE.width, ...THUMBNAIL_WIDTHS].find(
    (one) => one <= maxwidth && thumbnailHeight(one) <= maxheight,
  )
  if (!card || width === undefined) return {}
  return {
    thumbnail_url: width === CARD_SIZE.width ? url : `${card.origin}/thumbnails/${width}${card.pathname}`,
    thumbnail_width: width,
    thumbnail_height: thumbnailHeight(width),
  }
}

function contentOf({ meta }: HeadTags, name: string): string {
  return meta.find((tag) => 'property' in tag && tag.property === name)?.content ?? ''
}
