import { another } from '../support/another.ts'
import type { Asked, Routes } from './access.ts'
import type { Filled } from './filled.ts'

const NOBODY = '018f0000-0000-7000-8000-000000000000'
const SECRET = 'A'.repeat(43)

const at = (path: string) => (): Asked => ({ path })
const onArticle = (rest: string) => (world: Filled) => ({ path: `/a/${world.article.id}${rest}` })
const ofArticle = (rest: string) => (world: Filled) => ({ path: `/v1/articles/${world.article.id}${rest}` })
const onComment = (rest: string) => async (world: Filled) => {
  const { id, articleId } = await world.published()
  return { path: `/a/${articleId}/c/${id}${rest}` }
}

/** The path of something that a page of ours names. */
async function named(world: Filled, page: string, pattern: RegExp): Promise<string> {
  const found = pattern.exec(await (await world.request(page)).text())?.[0]
  if (found === undefined) throw new Error(`${page} names no ${pattern}`)
  return found
}

const articleCard = (world: Filled) => named(world, `/a/${world.article.id}`, /\/cards\/a\/[^"]+/)
async function commentCard(world: Filled): Promise<string> {
  const { id, articleId } = await world.published()
  return named(world, `/a/${articleId}/c/${id}`, /\/cards\/c\/[^"]+/)
}

/** What everybody may ask for. */
export const OPEN: Routes = {
  'GET /healthz': { is: 'data', door: 'open', ask: at('/healthz') },
  'GET /.well-known/security.txt': { is: 'data', door: 'open', ask: at('/.well-known/security.txt') },
  'GET /assets/:file': {
    is: 'data',
    door: 'open',
    ask: async (world) => ({ path: await named(world, '/', /\/assets\/[^"]+\.css/) }),
  },
  'GET /embed.js': { is: 'data for anybody', door: 'open', ask: at('/embed.js') },
  'GET /embed-count.js': { is: 'data for anybody', door: 'open', ask: at('/embed-count.js') },
  'GET /cards/a/:article/:file{[a-f0-9]+\\.(?:jpg|png)}': {
    is: 'data for anybody',
    door: 'open',
    ask: async (world) => ({ path: await articleCard(world) }),
  },
  'GET /cards/c/:comment/:file{[a-f0-9]+\\.png}': {
    is: 'data for anybody',
    door: 'open',
    ask: async (world) => ({ path: await commentCard(world) }),
  },
  'GET /thumbnails/:width/cards/a/:article/:file{[a-f0-9]+\\.(?:jpg|png)}': {
    is: 'data for anybody',
    door: 'open',
    ask: async (world) => ({ path: `/thumbnails/400${await articleCard(world)}` }),
  },
  'GET /thumbnails/:width/cards/c/:comment/:file{[a-f0-9]+\\.png}': {
    is: 'data for anybody',
    door: 'open',
    ask: async (world) => ({ path: `/thumbnails/400${await commentCard(world)}` }),
  },
  'GET /v1/articles/:id/comments': { is: 'data', door: 'open', ask: ofArticle('/comments') },
  'GET /v1/articles/:id/comments.html': { is: 'data', door: 'open', ask: ofArticle('/comments.html') },
  'GET /v1/articles/:id/head': { is: 'data', door: 'open', ask: ofArticle('/head') },
  'GET /v1/articles/:id/head.html': { is: 'data', door: 'open', ask: ofArticle('/head.html') },
  'GET /v1/articles/:id/head.json': { is: 'data', door: 'open', ask: ofArticle('/head.json') },
  'GET /v1/articles/:id/pulse': { is: 'data', door: 'open', ask: ofArticle('/pulse') },
  'GET /v1/counts': {
    is: 'data for anybody',
    door: 'open',
    ask: ({ article }) => ({ path: `/v1/counts?article=${article.id}` }),
  },
  'GET /oembed': {
    is: 'data for anybody',
    door: 'open',
    ask: ({ article, publicUrl }) => ({
      path: `/oembed?url=${encodeURIComponent(`${publicUrl}/a/${article.id}`)}`,
    }),
  },
  'GET /a/:article/feed.xml': { is: 'data', door: 'open', ask: onArticle('/feed.xml') },
  'GET /a/:article': { is: 'page', door: 'open', ask: onArticle('') },
  'GET /frame': {
    is: 'widget',
    door: 'open',
    ask: ({ article, site }) => ({ path: `/frame?site=${site.key}&article=${article.key}` }),
  },
  'GET /a/:article/c/:comment': { is: 'page', door: 'open', ask: onComment('') },
  'GET /a/:article/share': { is: 'page', door: 'open', ask: onArticle('/share') },
  'GET /a/:article/c/:comment/share': { is: 'page', door: 'open', ask: onComment('/share') },
  'POST /a/:article/share': {
    is: 'page',
    door: 'open',
    ask: (world) => ({ ...onArticle('/share')(world), form: { server: 'mastodon.example' } }),
  },
  'POST /a/:article/c/:comment/share': {
    is: 'page',
    door: 'open',
    ask: async (world) => ({ ...(await onComment('/share')(world)), form: { server: 'mastodon.example' } }),
  },
  'GET /a/:article/c/:comment/report': { is: 'page', door: 'open', ask: onComment('/report') },
  'GET /': { is: 'page', door: 'open', ask: at('/') },
  'GET /policy': { is: 'page', door: 'open', ask: at('/policy?site=ledger') },
  'GET /policy/:version{[0-9]{1,4}}': { is: 'page', door: 'open', ask: at('/policy/1?site=ledger') },
  'GET /privacy': { is: 'page', door: 'open', ask: at('/privacy?site=ledger') },
  'GET /transparency': { is: 'page', door: 'open', ask: at('/transparency?site=ledger') },
  'GET /transparency/log.json': { is: 'data', door: 'open', ask: at('/transparency/log.json?site=ledger') },
  'GET /transparency/:period{20[0-9]{2}-H[12]}': {
    is: 'page',
    door: 'open',
    ask: at('/transparency/2026-H1?site=ledger'),
  },
  'GET /transparency/:file{20[0-9]{2}-H[12]\\.json}': {
    is: 'data',
    door: 'open',
    ask: at('/transparency/2026-H1.json?site=ledger'),
  },
  'GET /transparency/:file{20[0-9]{2}-H[12]\\.csv}': {
    is: 'data',
    door: 'open',
    ask: at('/transparency/2026-H1.csv?site=ledger'),
  },
  'GET /legal/notice': {
    is: 'page',
    door: 'open',
    ask: async (world) => ({ path: `/legal/notice?comment=${(await world.published()).id}` }),
  },
  'POST /legal/notice': {
    is: 'page',
    door: 'open',
    ask: async (world) => ({
      path: `/legal/notice?comment=${(await world.published()).id}`,
      form: {
        step: 'check',
        claim: 'kr44_2',
        name: 'Claimant',
        email: 'claimant@private.example',
        reference: 'Defamation',
        body: another('I did not'),
        goodFaith: 'yes',
      },
    }),
  },
  'GET /login': { is: 'page', door: 'open', ask: at('/login?site=ledger') },
  'GET /login/session': { is: 'data', door: 'open', ask: at('/login/session') },
  'GET /login/:provider/start': {
    is: 'sign-in window',
    door: 'open',
    ask: ({ article }) => ({ path: `/login/paper/start?article=${article.id}` }),
  },
  'POST /login/:provider/start': {
    is: 'data',
    door: 'open',
    ask: ({ article }) => ({
      path: '/login/paper/start',
      json: { article: article.id, redeemHash: 'a'.repeat(64) },
    }),
  },
  'POST /login/:provider': {
    is: 'page',
    door: 'open',
    ask: ({ article }) => ({ path: '/login/paper', form: { article: article.id, text: 'A draft' } }),
  },
  'GET /console/enter': { is: 'page', door: 'open', ask: at('/console/enter') },
  // Whoever is signed in already is led on to the desk.
  'GET /console/login': { is: 'page', door: 'open', ask: at('/console/login?site=ledger') },
  'POST /console/login/:provider': {
    is: 'page',
    door: 'open',
    ask: posting('/console/login/paper', { site: 'ledger' }),
  },
}

function posting(path: string, form: Record<string, string>): () => Asked {
  return () => ({ path, form })
}

/** What only the next step of something can ask for, or a stranger's server that signs. */
export const PROOF: Routes = {
  'POST /facebook/:app{[A-Za-z0-9_-]+}/deauthorize': {
    is: 'data',
    door: 'proof',
    ask: posting('/facebook/app/deauthorize', { signed_request: 'AAAA.AAAA' }),
  },
  'POST /facebook/:app{[A-Za-z0-9_-]+}/data-deletion': {
    is: 'data',
    door: 'proof',
    ask: posting('/facebook/app/data-deletion', { signed_request: 'AAAA.AAAA' }),
  },
  'POST /v1/articles/ping': {
    is: 'data',
    door: 'proof',
    ask: () => ({
      path: '/v1/articles/ping',
      json: { site: 'ledger', urls: ['https://www.ledger.example/1'] },
    }),
  },
  'GET /login/:provider/callback': {
    is: 'sign-in window',
    door: 'proof',
    ask: at('/login/paper/callback?state=x&code=y'),
  },
  'POST /login/paper/callback': {
    is: 'sign-in window',
    door: 'proof',
    ask: posting('/login/paper/callback', { token: 'x.y.z', state: 'x' }),
  },
  'GET /login/paper/return': {
    is: 'sign-in window',
    door: 'proof',
    ask: at(`/login/paper/return?state=x&proof=${SECRET}`),
  },
  'POST /login/name': {
    is: 'sign-in window',
    door: 'proof',
    ask: posting('/login/name', { attempt: NOBODY, name: 'Somebody Else' }),
  },
  'POST /login/link': {
    is: 'sign-in window',
    door: 'proof',
    ask: posting('/login/link', { attempt: NOBODY }),
  },
  'POST /login/poll': {
    is: 'data',
    door: 'proof',
    ask: () => ({ path: '/login/poll', json: { attempt: NOBODY, secret: SECRET } }),
  },
  'POST /login/redeem': {
    is: 'nothing',
    door: 'proof',
    ask: () => ({ path: '/login/redeem', json: { attempt: NOBODY, secret: SECRET } }),
  },
  'POST /login/page-token': {
    is: 'data',
    door: 'proof',
    ask: () => ({ path: '/login/page-token', json: { attempt: NOBODY, secret: SECRET } }),
  },
  'GET /data-deletion/:code': { is: 'page', door: 'proof', ask: at(`/data-deletion/${SECRET}`) },
  'GET /legal/notice/:code': { is: 'page', door: 'proof', ask: at('/legal/notice/AAAA-AAAA-AAAA') },
  'POST /console/enter': { is: 'page', door: 'proof', ask: posting('/console/enter', { token: SECRET }) },
  'GET /console/enrol': { is: 'page', door: 'proof', ask: at('/console/enrol') },
  'POST /console/enrol': {
    is: 'page',
    door: 'proof',
    ask: posting('/console/enrol', { attempt: NOBODY, name: 'Somebody', code: '123456' }),
  },
  'POST /console/enrol/:provider': { is: 'page', door: 'proof', ask: posting('/console/enrol/paper', {}) },
  'GET /console/login/factor': {
    is: 'page',
    door: 'proof',
    ask: at(`/console/login/factor?attempt=${NOBODY}`),
  },
  'POST /console/login/factor': {
    is: 'page',
    door: 'proof',
    ask: posting('/console/login/factor', { attempt: NOBODY, code: '123456' }),
  },
}
