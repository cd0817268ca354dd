import * as z from 'zod'
import { listQuery } from '../comments.ts'
import { fragmentQuery } from '../document-routes.tsx'
import { oembedQuery } from '../oembed-routes.tsx'
import { ARTICLE, COMMENT, SERVICE, TEXT, URL, WRITTEN } from './examples.ts'
import type { Operation, Said } from './model.ts'

const id: Said = {
  schema: z.uuid(),
  about: 'the article’s `id`, as the answer to a `PUT` and the discussion’s own address name it',
  example: ARTICLE,
}
const jsonld = '`1`: with structured data at its end'
const html = 'text/html'
const json = 'application/json'

/** What everybody may read, without a session. */
export const PUBLIC_OPERATIONS: readonly Operation[] = [
  {
    id: 'countComments',
    method: 'get',
    path: '/v1/counts',
    caller: 'anybody',
    summary: 'Count the comments of many articles',
    about:
      'For lists of articles. Scripts of any page may ask (CORS), without credentials. Name 1 to 100 articles, each by `article` or `url`. In a storm of comments a figure may be 200 ms old.',
    places: {},
    query: {
      schema: z.object({
        site: z.string().max(40).optional(),
        article: z.array(z.string()).optional(),
        url: z.array(z.string()).optional(),
      }),
      fields: {
        site: 'the site’s key: `article` is then your own id. Without it, `article` is Brevier’s',
        article: 'may come many times',
        url: 'the page’s address, with `site` alone; may come many times',
      },
    },
    answers: [
      {
        status: 200,
        about: 'The figures.',
        type: json,
        schema: 'Counts',
        example: { counts: { 4711: 12, [URL]: 12 } },
      },
    ],
    problems: ['invalid-field', 'not-found'],
  },
  {
    id: 'listComments',
    method: 'get',
    path: '/v1/articles/{id}/comments',
    caller: 'anybody',
    summary: 'Read a discussion, page by page',
    about:
      'What anybody may read: a comment that is not published keeps its place where replies need it, and says nothing.',
    places: { id },
    query: {
      schema: listQuery,
      fields: {
        sort: 'the order of the comments at the top',
        cursor: '`next` of an answer in the same order',
      },
    },
    answers: [
      {
        status: 200,
        about: 'Twenty comments with their replies.',
        type: json,
        schema: 'ThreadPage',
        example: {
          article: ARTICLE,
          discussion: 'open',
          count: 1,
          pinned: null,
          items: [
            {
              id: COMMENT,
              parent: null,
              state: 'published',
              text: TEXT,
              authorName: 'Han Jiwoo',
              createdAt: WRITTEN,
              replyCount: 0,
              replies: [],
            },
          ],
          next: null,
        },
      },
    ],
    problems: ['not-found', 'invalid-field', 'unknown-field'],
  },
  {
    id: 'readPulse',
    method: 'get',
    path: '/v1/articles/{id}/pulse',
    caller: 'anybody',
    summary: 'Ask whether there is something new',
    about: 'Small, and the same for everybody: a shared cache may answer it for five seconds.',
    places: { id },
    answers: [
      {
        status: 200,
        about: 'Revision, count, and the times of the newest comments.',
        type: json,
        schema: 'Pulse',
        example: { revision: 7, count: 1, published: [[1780276329000, 1780276329000]] },
      },
    ],
    problems: ['not-found'],
  },
  {
    id: 'readFragment',
    method: 'get',
    path: '/v1/articles/{id}/comments.html',
    caller: 'anybody',
    summary: 'Have the discussion as a piece of HTML',
    about:
      'For the article’s own page: one `<section>` without script, style, form or image, texts escaped. Its class names stay. To be asked for by your server, with a short limit of time.',
    places: { id },
    query: {
      schema: fragmentQuery,
      fields: {
        lang: 'the article’s own language without it',
        sort: 'the order of the comments at the top',
        limit: 'comments at the top, with their replies',
        jsonld,
      },
    },
    answers: [{ status: 200, about: 'The section.', type: html }],
    problems: ['not-found', 'invalid-field'],
  },
  ...(['html', 'json'] as const).map(
    (form): Operation => ({
      id: form === 'html' ? 'readHead' : 'readHeadData',
      method: 'get',
      path: `/v1/articles/{id}/head.${form}`,
      caller: 'anybody',
      summary: form === 'html' ? 'Have the share tags of the article’s page' : 'Have the share tags as data',
      about:
        form === 'html'
          ? 'What stands between `<head>` and `</head>` for chat apps, networks and search engines, escaped. `/head` without an ending answers as `Accept` asks.'
          : 'The same for templates that escape by themselves.',
      places: { id },
      ...(form === 'html' && {
        query: { schema: z.object({ jsonld: z.literal('1').optional() }), fields: { jsonld } },
      }),
      answers: [
        form === 'html'
          ? { status: 200, about: 'The tags, one a line.', type: html }
          : { status: 200, about: 'The tags.', type: json, schema: 'HeadTags' },
      ],
      problems: ['not-found'],
    }),
  ),
  {
    id: 'readOembed',
    method: 'get',
    path: '/oembed',
    caller: 'anybody',
    summary: 'Have what another site shows of a discussion or a comment',
    about:
      'oEmbed 1.0 for the addresses of discussions and of single comments. Scripts of any page may ask (CORS).',
    places: {},
    query: {
      schema: oembedQuery.extend({ format: z.enum(['json', 'xml']).default('json') }),
      fields: {
        url: 'the page’s address',
        maxwidth: 'pixels',
        maxheight: 'pixels',
        format: 'anything else is answered with 501',
      },
    },
    answers: [
      {
        status: 200,
        about: 'A quotation of the type `rich`.',
        type: json,
        schema: 'Oembed',
        example: {
          version: '1.0',
          type: 'rich',
          title: 'Han Jiwoo on “Council to open two shelters on the border road”',
          author_name: 'Han Jiwoo',
          provider_name: 'The Morning Ledger',
          provider_url: 'https://www.paper.example',
          cache_age: 300,
          width: 550,
          height: 240,
          html: `<blockquote class="brevier-quote"><p>${TEXT}</p> — <a href="${SERVICE}/a/${ARTICLE}/c/${COMMENT}">Han Jiwoo</a></blockquote>`,
        },
      },
    ],
    problems: ['not-embeddable', 'not-found', 'invalid-field', 'format-unknown'],
  },
  {
    id: 'readFeed',
    method: 'get',
    path: '/a/{id}/feed.xml',
    caller: 'anybody',
    summary: 'Follow a discussion in a feed reader',
    about: 'The newest 50 comments and replies.',
    places: { id },
    query: {
      schema: z.object({ lang: fragmentQuery.shape.lang }),
      fields: { lang: 'the article’s own language without it' },
    },
    answers: [{ status: 200, about: 'Atom 1.0 (RFC 4287).', type: 'application/atom+xml' }],
    problems: ['not-found'],
  },
]
