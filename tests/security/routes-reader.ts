import { randomUUID } from 'node:crypto'
import { another } from '../support/another.ts'
import type { Asked, Routes } from './access.ts'
import type { Filled, Who } from './filled.ts'

const keyed = () => ({ 'idempotency-key': randomUUID() })

/** A reader's act that leaves traces on the account: by somebody just like the asker. */
const anew =
  (path: string, form: Record<string, string> = {}) =>
  async (world: Filled, who: Who): Promise<Asked> => ({
    path,
    form,
    headers: await world.fresh(who),
  })

async function refusal(world: Filled) {
  return world.decided(await world.pending(), 'reject')
}

/** The comment is the reader's; to everybody else of this paper there is nothing of theirs. */
const NOT_THEIRS = { 'a banned reader': 404 } as const

export const READER: Routes = {
  'POST /v1/articles/:id/comments': {
    is: 'data',
    door: 'reader or token',
    // A session of another paper is none here.
    but: { 'a banned reader': 403, 'another paper’s reader': 401 },
    ask: ({ article }) => ({
      path: `/v1/articles/${article.id}/comments`,
      json: { text: another('Said by a program') },
      headers: keyed(),
    }),
  },
  'POST /v1/comments/:id/reports': {
    is: 'data',
    door: 'reader or token',
    thing: true,
    but: { 'a banned reader': 403 },
    ask: async (world) => ({
      path: `/v1/comments/${(await world.published(world.writer)).id}/reports`,
      json: { clause: 'SB-01', note: 'Look at it' },
      headers: keyed(),
    }),
  },
  'POST /v1/comments/:id/withdrawal': {
    is: 'data',
    door: 'reader or token',
    thing: true,
    but: NOT_THEIRS,
    ask: async (world) => ({
      path: `/v1/comments/${(await world.published()).id}/withdrawal`,
      json: {},
      headers: keyed(),
    }),
  },
  'GET /a/:article/c/:comment/withdraw': {
    is: 'page',
    door: 'reader or token',
    thing: true,
    // A sheet that says that there is nothing.
    but: {
      ...NOT_THEIRS,
      nobody: 404,
      'a made-up session': 404,
      'a moderator': 404,
      'a senior': 404,
      'an admin': 404,
      'another paper’s moderator': 404,
      'another paper’s admin': 404,
      'a key': 404,
      'another paper’s key': 404,
    },
    ask: async (world) => {
      const { id, articleId } = await world.published()
      return { path: `/a/${articleId}/c/${id}/withdraw` }
    },
  },
  'POST /a/:article/comments': {
    is: 'redirect',
    door: 'reader or token',
    but: { 'a banned reader': 403, 'another paper’s reader': 401 },
    ask: ({ article }) => ({
      path: `/a/${article.id}/comments`,
      form: { text: another('Said by a form'), key: randomUUID() },
    }),
  },
  'POST /comments/:id/report': {
    is: 'redirect',
    door: 'reader',
    thing: true,
    but: { 'a banned reader': 403 },
    ask: async (world) => ({
      path: `/comments/${(await world.published(world.writer)).id}/report`,
      form: { clause: 'SB-01', note: 'Look at it' },
    }),
  },
  'POST /comments/:id/withdraw': {
    is: 'redirect',
    door: 'reader',
    thing: true,
    but: NOT_THEIRS,
    ask: async (world) => ({ path: `/comments/${(await world.published()).id}/withdraw`, form: {} }),
  },
  'GET /me': { is: 'page', door: 'reader', ask: () => ({ path: '/me' }) },
  'GET /me/account': { is: 'page', door: 'reader', ask: () => ({ path: '/me/account' }) },
  'POST /me/name': { is: 'redirect', door: 'reader', ask: anew('/me/name', { name: 'Renamed Reader' }) },
  'POST /me/language': { is: 'redirect', door: 'reader', ask: anew('/me/language', { language: 'ko' }) },
  'POST /me/sessions/end': { is: 'redirect', door: 'reader', ask: anew('/me/sessions/end') },
  'POST /me/logins/add': { is: 'page', door: 'reader', ask: anew('/me/logins/add', { provider: 'paper' }) },
  'POST /me/logins/remove': {
    is: 'page',
    door: 'reader',
    ask: anew('/me/logins/remove', { provider: 'paper', app: 'ledger', subject: 'nobody' }),
  },
  'POST /me/data': { is: 'data', door: 'reader', ask: anew('/me/data') },
  'GET /me/erase': { is: 'page', door: 'reader', ask: () => ({ path: '/me/erase' }) },
  'POST /me/erase': { is: 'redirect', door: 'reader', ask: anew('/me/erase') },
  'POST /me/erase/cancel': {
    is: 'redirect',
    door: 'reader',
    ask: async (world, who) => {
      const headers = await world.fresh(who)
      await world.form('/me/erase', {}, undefined, headers)
      return { path: '/me/erase/cancel', form: {}, headers }
    },
  },
  'GET /me/appeals/:id': {
    is: 'page',
    door: 'reader',
    thing: true,
    but: NOT_THEIRS,
    ask: async (world) => ({ path: `/me/appeals/${(await refusal(world)).id}` }),
  },
  'POST /me/appeals/:id': {
    is: 'redirect',
    door: 'reader',
    thing: true,
    but: NOT_THEIRS,
    ask: async (world) => ({
      path: `/me/appeals/${(await refusal(world)).id}`,
      form: { text: 'It was a quote.', lang: 'en' },
    }),
  },
  // Ends the session that comes along, if there is one.
  'POST /logout': { is: 'redirect', door: 'open', ask: anew('/logout', { lang: 'en' }) },
  'POST /console/logout': { is: 'redirect', door: 'open', ask: anew('/console/logout', { lang: 'en' }) },
  'PUT /v1/articles/:key': {
    is: 'data',
    door: 'key',
    // Its own paper's article of the same key, which may not be on this paper's address.
    but: { 'another paper’s key': 422 },
    ask: ({ article, site }) => ({
      path: `/v1/articles/${article.key}`,
      json: {
        url: `${site.origins[0]}/news/1`,
        headline: 'Council to open two shelters on the border road',
        publishedAt: '2026-06-01T09:00:00+09:00',
        language: 'en',
      },
    }),
  },
}
