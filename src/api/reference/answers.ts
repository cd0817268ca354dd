import * as z from 'zod'
import { DISCUSSION_STATES } from '../../features/articles/model.ts'
import { COMMENT_STATES } from '../../features/comments/model.ts'

/**
 * What the interface answers. The routes' answers have these types, the reference prints these schemas, and the tests
 * hold real answers against them.
 */

const id = z.uuid().describe('Brevier’s own id (UUIDv7)')
const parent = id.nullable().describe('the comment that this one replies to; `null` at the top')
const createdAt = z.iso.datetime().describe('when it was written, UTC')
const figure = z.int().nonnegative()
const text = z.string().describe('plain text with line breaks; to be escaped like any text of a stranger')
const authorName = z.string().describe('the writer’s name on the site, to be escaped as well')

/** A comment as anybody may read it. */
const published = z.strictObject({
  id,
  parent,
  state: z.literal('published'),
  text,
  authorName,
  createdAt,
})
/** What keeps the place of a comment that is not shown. */
const unshown = z.strictObject({
  id,
  parent,
  state: z
    .enum(['removed', 'blinded'])
    .describe('`blinded`: not shown for some time; `removed`: whoever took it away'),
  createdAt,
})
export const shownComment = z.union([published, unshown])

const inThread = {
  replyCount: figure.describe('published replies, also those that are not in `replies`'),
  replies: z.array(shownComment).describe('oldest first, 50 at most'),
}

export const threadPage = z.strictObject({
  article: id,
  discussion: z
    .enum(DISCUSSION_STATES)
    .describe('whether comments can be written: `open`; or only read: `closed`'),
  count: figure.describe('published comments, replies included'),
  pinned: id.nullable().describe('the comment that the desk has put before the others'),
  items: z
    .array(z.union([published.extend(inThread), unshown.extend(inThread)]))
    .describe('20 comments at the top, in the order that was asked for'),
  next: z.string().nullable().describe('`cursor` of the next page; `null` on the last one'),
})

export const pulse = z.strictObject({
  revision: figure.describe('grows with every change that can be seen'),
  count: figure.describe('published comments, replies included'),
  published: z
    .array(z.tuple([figure, figure]).readonly())
    .readonly()
    .describe('of the newest comments: when it was published and when it was written, ms since 1970'),
})

export const counts = z.strictObject({
  counts: z
    .record(z.string(), figure)
    .describe(
      'published comments by the name that was asked for; articles that are unknown or have comments switched off are left out',
    ),
})

export const toldArticle = z.strictObject({
  id: id.describe('Brevier’s own id: for all addresses below'),
  key: z.string().describe('your own id, as it was in the address'),
  url: z.url().describe('without fragment and tracking parameters'),
  discussionUrl: z.url().describe('the discussion’s own page'),
  comments: figure.describe('published comments, replies included'),
  change: z.enum(['new', 'changed', 'same']),
  photo: z
    .enum(['stored', 'queued', 'host-not-listed'])
    .nullable()
    .describe(
      '`null`: no picture; `host-not-listed`: the operator has to name where your pictures lie (`brevier site update KEY --image-origin ORIGIN`)',
    ),
})

export const pingedPages = z.strictObject({
  pages: z
    .array(
      z.strictObject({
        url: z.string(),
        state: z
          .enum(['queued', 'waiting', 'quiet', 'full', 'pushed', 'off-site'])
          .describe(
            '`waiting`: queued already, or read within the last half minute; `full`: the hour’s pages are used up; `pushed`: you push it, so it is not read',
          ),
      }),
    )
    .describe('in the order of the ping'),
})

export const submittedComment = z.strictObject({
  comment: z.strictObject({
    id,
    parent,
    state: z.enum(COMMENT_STATES).describe('`pending`: it waits for a moderator'),
    text: text.describe('as it was kept'),
    authorName,
    createdAt,
  }),
})

export const filedReport = z.strictObject({
  report: z.strictObject({
    comment: id,
    clause: z.string().describe('of the Standards Board Policy: `SB-04`'),
    outcome: z.literal('open'),
  }),
})

export const withdrawnComment = z.strictObject({
  comment: z.strictObject({
    id,
    state: z.enum(COMMENT_STATES).describe('`withdrawn`'),
    text: text.describe('given back to its writer'),
  }),
  count: figure.describe('published comments that are left, replies included'),
})

export const headTags = z.strictObject({
  title: z.string(),
  description: z.string(),
  canonical: z.url(),
  meta: z
    .array(
      z.union([
        z.strictObject({ property: z.string(), content: z.string() }),
        z.strictObject({ name: z.string(), content: z.string() }),
      ]),
    )
    .describe('plain text, in this order: a template has to escape it'),
  links: z.array(
    z.strictObject({
      rel: z.string(),
      href: z.url(),
      hreflang: z.string().optional(),
      type: z.string().optional(),
      title: z.string().optional(),
    }),
  ),
  jsonLd: z.unknown().describe('structured data (schema.org)'),
})

export const oembedAnswer = z.strictObject({
  version: z.literal('1.0'),
  type: z.literal('rich'),
  title: z.string(),
  author_name: z.string().optional(),
  provider_name: z.string(),
  provider_url: z.url(),
  cache_age: z.int().describe('seconds'),
  thumbnail_url: z.url().optional().describe('the share card; left out where there is no room for it'),
  thumbnail_width: z.int().optional(),
  thumbnail_height: z.int().optional(),
  width: z.int(),
  height: z.int(),
  html: z.string().describe('a quotation without script, style, form or picture'),
})

export const problem = z
  .looseObject({
    type: z.string().describe('`/problems/` and the problem’s name; stays the same'),
    title: z.string().describe('what happened, in the language that was asked for'),
    detail: z.string().describe('what to do about it; where a program asked, what is wrong in its request'),
    status: z.int(),
    requestId: z.string().optional().describe('for the operator: the log has it'),
    field: z.string().optional().describe('what of the request it is about'),
    faults: z
      .array(z.strictObject({ field: z.string(), fault: z.string() }))
      .optional()
      .describe('every fault in English, ten at most; an empty field is the whole body'),
    retryAfter: z.int().optional().describe('seconds, as in `Retry-After`'),
    count: z.int().optional().describe('letters as a reader counts them'),
    limit: z.int().optional(),
  })
  .describe('problem details (RFC 9457)')

export type ShownComment = z.output<typeof shownComment>
export type ThreadPage = z.output<typeof threadPage>
export type Pulse = z.output<typeof pulse>
export type Counts = z.output<typeof counts>
export type ToldArticle = z.output<typeof toldArticle>
export type PingedPages = z.output<typeof pingedPages>
export type SubmittedComment = z.output<typeof submittedComment>
export type FiledReport = z.output<typeof filedReport>
export type WithdrawnComment = z.output<typeof withdrawnComment>
