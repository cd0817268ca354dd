import type { Client } from './client-model.ts'
import type { ClientName, ImageType } from './model.ts'

const KB = 1_000
const MB = 1_000_000
const COMMON: readonly ImageType[] = ['jpeg', 'png', 'webp', 'gif']

/** What holds unless a reader of links is known to do otherwise. */
export const OPEN_GRAPH: Client = {
  title: ['og:title', 'title'],
  description: ['og:description', 'description'],
  image: ['og:image', 'og:image:url', 'og:image:secure_url'],
  alt: null,
  onlyProperty: false,
  window: MB,
  titleLimit: null,
  descriptionLimit: null,
  deadlineMs: 3_000,
  maxRedirects: 5,
  needsCardTag: false,
  followsCanonical: false,
  usesOembed: false,
  picture: {
    smallest: { width: 200, height: 200 },
    large: { width: 600, height: 315 },
    maxBytes: 5 * MB,
    types: COMMON,
    needsLength: false,
    needsHttps: false,
    usesClaims: false,
    usesRange: false,
  },
  robots: null,
  refresh: null,
  sources: {
    tags: 'K',
    window: 'K',
    texts: 'K',
    time: 'K',
    picture: 'K',
    robots: 'K',
    head: 'K',
    range: 'K',
    oembed: 'K',
  },
}

const WITH_TWITTER = {
  title: ['og:title', 'twitter:title', 'title'],
  description: ['og:description', 'twitter:description', 'description'],
  image: ['og:image', 'twitter:image'],
} as const

export interface Change extends Omit<Partial<Client>, 'picture' | 'sources'> {
  picture?: Partial<Client['picture']>
  sources?: Partial<Client['sources']>
}

/** In what each differs. */
export const CHANGES: Readonly<Record<ClientName, Change>> = {
  x: {
    title: ['twitter:title', 'og:title', 'title'],
    description: ['twitter:description', 'og:description', 'description'],
    image: ['twitter:image', 'twitter:image:src', 'og:image'],
    alt: ['twitter:image:alt', 'og:image:alt'],
    titleLimit: 70,
    descriptionLimit: 200,
    needsCardTag: true,
    picture: { smallest: { width: 300, height: 157 }, large: { width: 300, height: 157 } },
    robots: { page: 'Twitterbot', image: 'Twitterbot' },
    sources: { tags: 'O', texts: '2', picture: 'O', robots: '2' },
  },
  facebook: {
    alt: ['og:image:alt'],
    followsCanonical: true,
    picture: { maxBytes: 8 * MB, usesClaims: true, usesRange: true },
    refresh: { link: 'https://developers.facebook.com/tools/debug/?q=', withUrl: true },
    sources: { tags: 'O', window: 'O', time: 'O', picture: 'O', range: 'O' },
  },
  kakao: {
    picture: { large: { width: 800, height: 400 } },
    refresh: { link: 'https://developers.kakao.com/tool/debugger/sharing', withUrl: false },
    sources: { tags: 'O', picture: 'O' },
  },
  whatsapp: {
    window: 300 * KB,
    picture: { maxBytes: 300 * KB, large: { width: 300, height: 300 } },
    sources: { window: '2', picture: 'I' },
  },
  google: {
    title: ['title', 'og:title', 'json-ld:headline'],
    description: ['description', 'og:description'],
    image: ['json-ld:image', 'og:image'],
    followsCanonical: true,
    picture: { large: { width: 1_200, height: 300 }, maxBytes: 20 * MB },
    robots: { page: 'Googlebot', image: 'Googlebot-Image' },
    refresh: { link: 'https://search.google.com/search-console/inspect', withUrl: false },
    sources: { tags: 'O', picture: 'O', robots: 'O' },
  },
  linkedin: {
    alt: ['og:image:alt'],
    picture: { large: { width: 1_200, height: 627 } },
    refresh: { link: 'https://www.linkedin.com/post-inspector/inspect/', withUrl: true },
    sources: { tags: '2', picture: '2' },
  },
  slack: {
    ...WITH_TWITTER,
    window: 32 * 1_024,
    usesOembed: true,
    picture: { usesRange: true },
    sources: { tags: '2', window: '2', range: '2', oembed: '2' },
  },
  discord: {
    ...WITH_TWITTER,
    deadlineMs: 10_000,
    needsCardTag: true,
    picture: { maxBytes: 50 * MB },
    sources: { tags: 'I', time: 'O', picture: 'O' },
  },
  mastodon: {
    title: ['json-ld:headline', 'og:title', 'title'],
    description: ['json-ld:description', 'og:description', 'description'],
    alt: ['og:image:alt'],
    followsCanonical: true,
    picture: { maxBytes: 8 * MB },
    sources: { tags: 'S', picture: 'K' },
  },
  bluesky: {
    picture: { maxBytes: 1 * MB },
    sources: { tags: 'K', picture: 'I' },
  },
  telegram: {
    ...WITH_TWITTER,
    refresh: { link: 'https://t.me/WebpageBot', withUrl: false },
  },
  signal: {
    title: ['og:title', 'title'],
    onlyProperty: true,
    window: 1_000 * 1_024,
    picture: { maxBytes: 1_048_576, needsLength: true, needsHttps: true },
    sources: { tags: 'S', window: 'S', picture: 'S' },
  },
}
