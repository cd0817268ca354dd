import { another } from '../support/another.ts'
import type { Asked, Kind, Route, Routes } from './access.ts'
import type { Filled } from './filled.ts'

const NOBODY = '018f0000-0000-7000-8000-000000000000'
const SECRET = 'A'.repeat(43)

const open = (is: Kind, ask: Route['ask']): Route => ({ is, door: 'open', ask })
const proof = (is: Kind, ask: Route['ask']): Route => ({ is, door: 'proof', ask })

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
  'GET /healthz': open('data', at('/healthz')),
  'GET /.well-known/security.txt': open('data', at('/.well-known/security.txt')),
  'GET /assets/:file': open('data', async (world) => ({
    path: await named(world, '/', /\/assets\/[^"]+\.css/),
  })),
  'GET /embed.js': open('data for anybody', at('/embed.js')),
  'GET /embed-count.js': open('data for anybody', at('/embed-count.js')),
  'GET /cards/a/:article/:file{[a-f0-9]+\\.(?:jpg|png)}': open('data for anybody', async (world) => ({
    path: await articleCard(world),
  })),
  'GET /cards/c/:comment/:file{[a-f0-9]+\\.png}': open('data for anybody', async (world) => ({
    path: await commentCard(world),
  })),
  'GET /thumbnails/:width/cards/a/:article/:file{[a-f0-9]+\\.(?:jpg|png)}': open(
    'data for anybody',
    async (world) => ({ path: `/thumbnails/400${await articleCard(world)}` }),
  ),
  'GET /thumbnails/:width/cards/c/:comment/:file{[a-f0-9]+\\.png}': open(
    'data for anybody',
    async (world) => ({ path: `/thumbnails/400${await commentCard(world)}` }),
  ),
  'GET /v1/articles/:id/comments': open('data', ofArticle('/comments')),
  'GET /v1/articles/:id/comments.html': open('data', ofArticle('/comments.html')),
  'GET /v1/articles/:id/head': open('data', ofArticle('/head')),
  'GET /v1/articles/:id/head.html': open('data', ofArticle('/head.html')),
  'GET /v1/articles/:id/head.json': open('data', ofArticle('/head.json')),
  'GET /v1/articles/:id/pulse': open('data', ofArticle('/pulse')),
  'GET /v1/counts': open('data for anybody', ({ article }) => ({ path: `/v1/counts?article=${article.id}` })),
  'GET /v1/openapi.json': open('data for anybody', at('/v1/openapi.json')),
  'GET /docs': open('page', at('/docs')),
  'GET /oembed': open('data for anybody', ({ article, publicUrl }) => ({
    path: `/oembed?url=${encodeURIComponent(`${publicUrl}/a/${article.id}`)}`,
  })),
  'GET /a/:article/feed.xml': open('data', onArticle('/feed.xml')),
  'GET /a/:article': open('page', onArticle('')),
  'GET /a': open('page', ({ article, site }) => ({ path: `/a?site=${site.key}&article=${article.key}` })),
  'GET /frame': open('widget', ({ article, site }) => ({
    path: `/frame?site=${site.key}&article=${article.key}`,
  })),
  'GET /a/:article/c/:comment': open('page', onComment('')),
  'GET /a/:article/share': open('page', onArticle('/share')),
  'GET /a/:article/c/:comment/share': open('page', onComment('/share')),
  'POST /a/:article/share': open('page', (world) => ({
    ...onArticle('/share')(world),
    form: { server: 'mastodon.example' },
  })),
  'POST /a/:article/c/:comment/share': open('page', async (world) => ({
    ...(await onComment('/share')(world)),
    form: { server: 'mastodon.example' },
  })),
  'GET /a/:article/c/:comment/report': open('page', onComment('/report')),
  'GET /': open('page', at('/')),
  'GET /policy': open('page', at('/policy?site=ledger')),
  'GET /policy/:version{[0-9]{1,4}}': open('page', at('/policy/1?site=ledger')),
  'GET /privacy': open('page', at('/privacy?site=ledger')),
  'GET /transparency': open('page', at('/transparency?site=ledger')),
  'GET /transparency/log.json': open('data', at('/transparency/log.json?site=ledger')),
  'GET /transparency/:period{20[0-9]{2}-H[12]}': open('page', at('/transparency/2026-H1?site=ledger')),
  'GET /transparency/:file{20[0-9]{2}-H[12]\\.json}': open(
    'data',
    at('/transparency/2026-H1.json?site=ledger'),
  ),
  'GET /transparency/:file{20[0-9]{2}-H[12]\\.csv}': open(
    'data',
    at('/transparency/2026-H1.csv?site=ledger'),
  ),
  'GET /legal/notice': open('page', async (world) => ({
    path: `/legal/notice?comment=${(await world.published()).id}`,
  })),
  'POST /legal/notice': open('page', async (world) => ({
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
  })),
  'GET /login': open('page', at('/login?site=ledger')),
  'GET /login/session': open('data', at('/login/session')),
  'GET /login/:provider/start': open('sign-in window', ({ article }) => ({
    path: `/login/paper/start?article=${article.id}`,
  })),
  'POST /login/:provider/start': open('data', ({ article }) => ({
    path: '/login/paper/start',
    json: { article: article.id, redeemHash: 'a'.repeat(64) },
  })),
  'POST /login/:provider': open('page', ({ article }) => ({
    path: '/login/paper',
    form: { article: article.id, text: 'A draft' },
  })),
  'GET /console/enter': open('page', at('/console/enter')),
  // Whoever is signed in already is led on to the desk.
  'GET /console/login': open('page', at('/console/login?site=ledger')),
  'POST /console/login/:provider': open('page', posting('/console/login/paper', { site: 'ledger' })),
}

function posting(path: string, form: Record<string, string>): () => Asked {
  return () => ({ path, form })
}

/** What only the next step of something can ask for, or a stranger's server that signs. */
export const PROOF: Routes = {
  'POST /facebook/:app{[A-Za-z0-9_-]+}/deauthorize': proof(
    'data',
    posting('/facebook/app/deauthorize', { signed_request: 'AAAA.AAAA' }),
  ),
  'POST /facebook/:app{[A-Za-z0-9_-]+}/data-deletion': proof(
    'data',
    posting('/facebook/app/data-deletion', { signed_request: 'AAAA.AAAA' }),
  ),
  'POST /v1/articles/ping': proof('data', () => ({
    path: '/v1/articles/ping',
    json: { site: 'ledger', urls: ['https://www.ledger.example/1'] },
  })),
  'GET /login/:provider/callback': proof('sign-in window', at('/login/paper/callback?state=x&code=y')),
  'POST /login/paper/callback': proof(
    'sign-in window',
    posting('/login/paper/callback', { token: 'x.y.z', state: 'x' }),
  ),
  'GET /login/paper/return': proof('sign-in window', at(`/login/paper/return?state=x&proof=${SECRET}`)),
  'POST /login/name': proof(
    'sign-in window',
    posting('/login/name', { attempt: NOBODY, name: 'Somebody Else' }),
  ),
  'POST /login/link': proof('sign-in window', posting('/login/link', { attempt: NOBODY })),
  'POST /login/poll': proof('data', () => ({
    path: '/login/poll',
    json: { attempt: NOBODY, secret: SECRET },
  })),
  'POST /login/redeem': proof('nothing', () => ({
    path: '/login/redeem',
    json: { attempt: NOBODY, secret: SECRET },
  })),
  'POST /login/page-token': proof('data', () => ({
    path: '/login/page-token',
    json: { attempt: NOBODY, secret: SECRET },
  })),
  'GET /data-deletion/:code': proof('page', at(`/data-deletion/${SECRET}`)),
  'GET /legal/notice/:code': proof('page', at('/legal/notice/AAAA-AAAA-AAAA')),
  'POST /console/enter': proof('page', posting('/console/enter', { token: SECRET })),
  'GET /console/enrol': proof('page', at('/console/enrol')),
  'POST /console/enrol': proof(
    'page',
    posting('/console/enrol', { attempt: NOBODY, name: 'Somebody', code: '123456' }),
  ),
  'POST /console/enrol/:provider': proof('page', posting('/console/enrol/paper', {})),
  'GET /console/login/factor': proof('page', at(`/console/login/factor?attempt=${NOBODY}`)),
  'POST /console/login/factor': proof(
    'page',
    posting('/console/login/factor', { attempt: NOBODY, code: '123456' }),
  ),
}
