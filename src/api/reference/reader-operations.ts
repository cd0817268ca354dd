import * as z from 'zod'
import { submitInput } from '../../features/comments/model.ts'
import { nothing, reportInput } from '../reports.ts'
import { ARTICLE, COMMENT, TEXT, WRITTEN } from './examples.ts'
import type { Operation, Said } from './model.ts'

const OWN_PAGES = 'For Brevier’s own pages: a request from another origin is refused.'

const comment: Said = { schema: z.uuid(), about: 'the comment’s id', example: COMMENT }
const headers = {
  'idempotency-key': {
    schema: z.string().regex(/^[\x21-\x7e]{8,80}$/),
    about: 'made anew for each act, and sent again with it when no answer came: it is then done once',
    example: 'b7f0e5c2-1d3a-4c58-9e42-0a6d7c1f8b35',
  },
} as const

const REFUSED = [
  'idempotency-key-missing',
  'idempotency-key-reused',
  'idempotency-in-flight',
  'sign-in-required',
  'foreign-origin',
  'malformed-request',
  'unknown-field',
  'invalid-field',
  'unsupported-media-type',
  'too-large',
  'not-found',
  'restricted',
  'banned',
  'storage-full',
  'storage-unavailable',
] as const

/** What readers do, who have signed in. */
export const READER_OPERATIONS: readonly Operation[] = [
  {
    id: 'submitComment',
    method: 'post',
    path: '/v1/articles/{id}/comments',
    caller: 'reader',
    summary: 'Write a comment',
    about: `At most 250 characters, counted as a reader counts them (grapheme clusters). ${OWN_PAGES}`,
    places: { id: { schema: z.uuid(), about: 'the article’s `id`', example: ARTICLE } },
    headers,
    body: {
      schema: submitInput,
      fields: {
        text: 'plain text',
        parent: 'the comment at the top that it replies to',
        review: '`true`: where the wording is held, a moderator reads it before anybody else does',
      },
      example: { text: TEXT },
    },
    answers: [
      {
        status: 201,
        about: 'It is on disk.',
        type: 'application/json',
        schema: 'SubmittedComment',
        example: {
          comment: {
            id: COMMENT,
            parent: null,
            state: 'pending',
            text: TEXT,
            authorName: 'Han Jiwoo',
            createdAt: WRITTEN,
          },
        },
      },
    ],
    problems: [
      ...REFUSED,
      'discussion-closed',
      'discussion-paused',
      'duplicate-comment',
      'text-empty',
      'text-too-long',
      'text-too-complex',
      'text-malformed',
      'text-bidi',
      'parent-unavailable',
      'wording-held',
      'article-limit',
    ],
  },
  {
    id: 'reportComment',
    method: 'post',
    path: '/v1/comments/{id}/reports',
    caller: 'reader',
    summary: 'Report a comment',
    about: `Under a clause of the Standards Board Policy. ${OWN_PAGES}`,
    places: { id: comment },
    headers,
    body: {
      schema: reportInput,
      fields: {
        clause: 'the code of the clause',
        note: 'what the moderators should know: 500 characters at most',
      },
      example: { clause: 'SB-04', note: '' },
    },
    answers: [
      {
        status: 201,
        about: 'The moderators have it.',
        type: 'application/json',
        schema: 'FiledReport',
        example: { report: { comment: COMMENT, clause: 'SB-04', outcome: 'open' } },
      },
      {
        status: 200,
        about: 'You had reported it before.',
        type: 'application/json',
        schema: 'FiledReport',
      },
    ],
    problems: [...REFUSED, 'own-comment', 'clause-required', 'text-too-long'],
  },
  {
    id: 'withdrawComment',
    method: 'post',
    path: '/v1/comments/{id}/withdrawal',
    caller: 'reader',
    summary: 'Withdraw a comment of one’s own',
    about: `Nobody can read it any more, and its text is given back. ${OWN_PAGES}`,
    places: { id: comment },
    headers,
    body: { schema: nothing, fields: {}, example: {} },
    answers: [
      {
        status: 200,
        about: 'It is withdrawn; a second request is answered in the same way.',
        type: 'application/json',
        schema: 'WithdrawnComment',
        example: { comment: { id: COMMENT, state: 'withdrawn', text: TEXT }, count: 0 },
      },
    ],
    problems: [...REFUSED, 'not-allowed', 'already-decided'],
  },
]
