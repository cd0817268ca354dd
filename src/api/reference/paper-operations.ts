import * as z from 'zod'
import { PING_LIMITS, PUSH_LIMITS, ping, pushedArticle } from '../../features/articles/push-model.ts'
import { ARTICLE, SERVICE, URL } from './examples.ts'
import type { Operation } from './model.ts'

const BODY_REFUSED = [
  'malformed-request',
  'unknown-field',
  'invalid-field',
  'too-large',
  'foreign-origin',
  'storage-full',
  'storage-unavailable',
] as const

/** What a newspaper's own system tells. */
export const PAPER_OPERATIONS: readonly Operation[] = [
  {
    id: 'putArticle',
    method: 'put',
    path: '/v1/articles/{key}',
    caller: 'paper',
    summary: 'Tell of an article',
    about: `At publication and at every change. The same sent again changes nothing, so a lost answer is simply sent again. What is left out of a later one is gone, but for \`discussion\` and \`premoderated\`: those stay as the desk has set them. At most ${PUSH_LIMITS.bytes / 1024} KB, and ${PUSH_LIMITS.perMinute} a minute for a site.`,
    places: {
      key: {
        schema: z.string().min(1).max(200),
        about: 'your own id of the article, percent-encoded: the `article` of the tag',
        example: '4711',
      },
    },
    body: {
      schema: pushedArticle,
      fields: {
        url: 'on one of the site’s origins; fragment and tracking parameters do not matter',
        headline: 'plain text',
        description: 'for share cards and search engines',
        section: 'from general to special',
        authors: 'in their order',
        'authors.name': 'as it is to be read',
        'authors.email': 'shown to nobody',
        image: 'the picture of the article’s card; it is fetched once',
        'image.url':
          'on one of the site’s origins or of those that the operator has listed; another picture needs another address',
        'image.alt': 'what there is to be seen',
        'image.caption': 'as under the picture',
        'image.credit': 'who made it',
        'image.size': 'pixels, where you know them',
        'image.size.width': 'pixels',
        'image.size.height': 'pixels',
        publishedAt: 'ISO 8601 with `Z` or an offset',
        modifiedAt: 'the same',
        language: 'of the article and of its discussion’s page',
        tags: 'for structured data and share tags',
        discussion: 'left out, it is open at first, and then what the desk has set',
        premoderated: '`true`: every comment is read before it is shown; left out, as above',
      },
      example: {
        url: URL,
        headline: 'Council to open two shelters on the border road',
        language: 'en',
        publishedAt: '2026-06-01T09:00:00+09:00',
        section: ['National'],
        authors: [{ name: 'Seo Yuna' }],
        image: { url: 'https://www.paper.example/photos/4711.jpg', alt: 'A road at dusk' },
      },
    },
    answers: [
      {
        status: 201,
        about: 'It is new.',
        type: 'application/json',
        schema: 'ToldArticle',
        example: {
          id: ARTICLE,
          key: '4711',
          url: URL,
          discussionUrl: `${SERVICE}/a/${ARTICLE}`,
          comments: 0,
          change: 'new',
          photo: 'queued',
        },
      },
      { status: 200, about: 'It was known.', type: 'application/json', schema: 'ToldArticle' },
    ],
    problems: ['api-key-refused', 'url-taken', 'unsupported-media-type', ...BODY_REFUSED],
  },
  {
    id: 'pingArticles',
    method: 'post',
    path: '/v1/articles/ping',
    caller: 'signed',
    summary: 'Say that pages are new or have changed',
    about: `For articles that are read from their pages instead of told. Signed as Standard Webhooks are, by the key that \`brevier site ping-key\` prints. At most ${PING_LIMITS.perMinute} pings a minute and 600 pages an hour.`,
    places: {},
    headers: {
      'webhook-id': {
        schema: z.string(),
        about: 'a name of your own for this ping; part of what is signed',
        example: 'msg_4711-2',
      },
      'webhook-timestamp': {
        schema: z.string().regex(/^\d{1,12}$/),
        about: 'seconds since 1970, at most five minutes from now',
        example: '1795536000',
      },
    },
    body: {
      schema: ping,
      fields: { site: 'its key', urls: 'addresses of the pages' },
      example: { site: 'ledger', urls: [URL] },
    },
    answers: [
      {
        status: 202,
        about: 'What becomes of each page.',
        type: 'application/json',
        schema: 'PingedPages',
        example: { pages: [{ url: URL, state: 'queued' }] },
      },
    ],
    problems: ['signature-refused', ...BODY_REFUSED],
  },
]
