import { createHmac } from 'node:crypto'
import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type * as z from 'zod'
import * as answers from '../../src/api/reference/answers.ts'
import { fieldsOf, openApi, type Schema } from '../../src/api/reference/openapi.ts'
import { OPERATIONS } from '../../src/api/reference/operations.ts'
import { another } from '../support/another.ts'
import { published as publishedComment } from '../support/appeals.ts'
import { createWorld, type Person, type World } from '../support/world.ts'

let world: World
let maya: Person
let tom: Person
let min: Person
let key: string
let pingKey: string
beforeAll(async () => {
  world = await createWorld()
  ;[maya, tom, min] = [await world.reader(), await world.reader('Tom Ashworth'), await world.staff()]
  key = (await world.services.sites.addKey(world.site.id)).key
  pingKey = await world.services.sites.pingKey(world.site.id)
})
afterAll(() => world.close())

const document = openApi('https://comments.paper.example')
const ajv = addFormats(new Ajv2020({ strict: false, allErrors: true }))
ajv.addSchema(document, 'reference')

/** What a program that was made from the document would not take; empty for nothing. */
function faultsIn(name: string, value: unknown): unknown[] {
  const fits = ajv.compile({ $ref: `reference#/components/schemas/${name}` })
  return fits(value) ? [] : (fits.errors ?? [])
}

describe('the interface as an OpenAPI document', () => {
  it('is one by the standard’s own schema', async () => {
    const served = await world.request('/v1/openapi.json')
    expect(served.headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(served.headers.get('access-control-allow-origin')).toBe('*')
    const { valid, errors } = await new Validator().validate(await served.json())
    expect(errors).toBeUndefined()
    expect(valid).toBe(true)
  })

  it('names this installation’s own address', async () => {
    const { servers } = await (await world.request('/v1/openapi.json')).json()
    expect(servers).toEqual([{ url: world.publicUrl }])
  })

  it('names the cookie that a reader’s session is in', () => {
    expect(maya.cookie).toMatch(new RegExp(`^${document.components.securitySchemes.session.name}=`))
  })

  it('holds every address of the router, and no other', () => {
    const described = OPERATIONS.map(({ method, path }) => `${method} ${path.replace(/\{\w+\}/g, '{}')}`)
    const own = new Set(['get /v1/openapi.json', 'get /v1/articles/{}/head'])
    const routed = world.app.routes
      .filter(({ path }) => /^\/(v1|oembed)\b|feed\.xml/.test(path))
      .map(({ method, path }) => `${method.toLowerCase()} ${path.replace(/:\w+/g, '{}')}`)
      .filter((route) => !own.has(route))
    expect(described.toSorted()).toEqual([...new Set(routed)].toSorted())
    expect(new Set(OPERATIONS.map(({ id }) => id)).size).toBe(OPERATIONS.length)
  })

  it('says of every parameter and every field of a body what it is, and of none that there is not', () => {
    for (const { id, query, body } of OPERATIONS) {
      if (query) expect(Object.keys(query.fields).toSorted(), id).toEqual(namesIn(query.schema).toSorted())
      if (body) expect(Object.keys(body.fields).toSorted(), id).toEqual(namesIn(body.schema).toSorted())
    }
  })

  it('has examples that fit: of bodies as the route takes them, of answers by the document', () => {
    for (const { id, places, headers = {}, body, answers: given } of OPERATIONS) {
      for (const { schema, example } of [...Object.values(places), ...Object.values(headers)])
        expect(schema.safeParse(example).success, id).toBe(true)
      if (body) expect(body.schema.safeParse(body.example).error, id).toBeUndefined()
      for (const { schema, example } of given)
        if (schema !== undefined && example !== undefined)
          expect(faultsIn(schema, example), `${id} ${schema}`).toEqual([])
    }
  })
})

/** `image.size.width` for every field at every depth. */
function namesIn(schema: z.ZodType): string[] {
  const names = (shown: Schema, path: string): string[] =>
    fieldsOf(shown).flatMap(([name, field]) => [path + name, ...names(field, `${path}${name}.`)])
  return names(JSON.parse(JSON.stringify(schema.toJSONSchema({ io: 'input', unrepresentable: 'any' }))), '')
}

/** By a program of the paper. */
async function byServer(method: string, path: string, body: unknown, headers: Record<string, string>) {
  const own = { host: new URL(world.publicUrl).host, 'content-type': 'application/json' }
  return world.app.request(path, { method, body: JSON.stringify(body), headers: { ...own, ...headers } })
}

const FACTS = {
  url: 'https://www.ledger.example/city/99',
  headline: 'Two shelters on the border road',
  language: 'en',
  publishedAt: '2026-06-01T09:00:00+09:00',
  image: { url: 'https://www.ledger.example/99.jpg' },
}
const put = (facts: unknown) => byServer('PUT', '/v1/articles/99', facts, { authorization: `Bearer ${key}` })

function ping(urls: readonly string[]) {
  const body = { site: world.site.key, urls }
  const at = Math.floor(world.clock.now() / 1_000)
  const mac = createHmac('sha256', Buffer.from(pingKey.replace(/^whsec_/, ''), 'base64'))
  const signature = mac.update(`m.${at}.${JSON.stringify(body)}`).digest('base64')
  const headers = { 'webhook-id': 'm', 'webhook-timestamp': `${at}`, 'webhook-signature': `v1,${signature}` }
  return byServer('POST', '/v1/articles/ping', body, headers)
}

const act = (path: string, body: unknown, as: Person) =>
  world.json(path, body, as, { 'idempotency-key': crypto.randomUUID() })
const write = (text: string, more = {}) =>
  act(`/v1/articles/${world.article.id}/comments`, { text, ...more }, maya)

const published = async () => (await publishedComment(world, maya, min)).id

const ANSWERS: [id: string, schema: string, status: number, ask: () => Promise<Response>][] = [
  ['putArticle', 'ToldArticle', 201, () => put(FACTS)],
  ['putArticle', 'ToldArticle', 200, () => put({ ...FACTS, image: null })],
  [
    'pingArticles',
    'PingedPages',
    202,
    () => ping(['https://www.ledger.example/new', 'https://evil.example/']),
  ],
  ['submitComment', 'SubmittedComment', 201, () => write(another('A comment'))],
  [
    'listComments',
    'ThreadPage',
    200,
    async () => {
      await write(another('A reply'), { parent: await published() })
      return world.request(`/v1/articles/${world.article.id}/comments`)
    },
  ],
  [
    'readPulse',
    'Pulse',
    200,
    async () => {
      await published()
      return world.request(`/v1/articles/${world.article.id}/pulse`)
    },
  ],
  ['countComments', 'Counts', 200, () => world.request(`/v1/counts?article=${world.article.id}`)],
  ['readHeadData', 'HeadTags', 200, () => world.request(`/v1/articles/${world.article.id}/head.json`)],
  [
    'readOembed',
    'Oembed',
    200,
    async () => world.request(`/oembed?url=${world.publicUrl}/a/${world.article.id}/c/${await published()}`),
  ],
  [
    'reportComment',
    'FiledReport',
    201,
    async () => act(`/v1/comments/${await published()}/reports`, { clause: 'SB-01' }, tom),
  ],
  [
    'withdrawComment',
    'WithdrawnComment',
    200,
    async () => act(`/v1/comments/${await published()}/withdrawal`, {}, maya),
  ],
]

const STRICT: Readonly<Record<string, z.ZodType>> = {
  ToldArticle: answers.toldArticle,
  PingedPages: answers.pingedPages,
  SubmittedComment: answers.submittedComment,
  ThreadPage: answers.threadPage,
  Pulse: answers.pulse,
  Counts: answers.counts,
  HeadTags: answers.headTags,
  Oembed: answers.oembedAnswer,
  FiledReport: answers.filedReport,
  WithdrawnComment: answers.withdrawnComment,
}

describe('what is answered in truth', () => {
  it.each(ANSWERS)('%s: %s with %d', async (id, schema, status, ask) => {
    const answer = await ask()
    expect(answer.status).toBe(status)
    const body = await answer.json()
    expect(faultsIn(schema, body)).toEqual([])
    // And nothing that the document does not say.
    expect(STRICT[schema]?.safeParse(body).error).toBeUndefined()
    const said = OPERATIONS.find((one) => one.id === id)?.answers.find((one) => one.status === status)
    expect(said).toMatchObject({ schema, type: answer.headers.get('content-type')?.split(';')[0] })
  })

  it('has been asked for in every operation that answers with JSON', () => {
    const withJson = OPERATIONS.filter((one) => one.answers.some(({ schema }) => schema !== undefined))
    expect([...new Set(ANSWERS.map(([id]) => id))].toSorted()).toEqual(
      withJson.map(({ id }) => id).toSorted(),
    )
  })

  const nobody = '018f0000-0000-7000-8000-000000000000'
  const REFUSALS: [id: string, ask: () => Promise<Response>][] = [
    ['putArticle', () => byServer('PUT', '/v1/articles/99', FACTS, {})],
    ['putArticle', () => put({ ...FACTS, colour: 'red' })],
    ['pingArticles', () => byServer('POST', '/v1/articles/ping', { site: 'ledger', urls: [] }, {})],
    ['submitComment', () => world.json(`/v1/articles/${world.article.id}/comments`, { text: 'x' }, maya)],
    ['submitComment', () => write('x'.repeat(251))],
    ['submitComment', () => write('  ')],
    ['listComments', () => world.request(`/v1/articles/${nobody}/comments`)],
    ['listComments', () => world.request(`/v1/articles/${world.article.id}/comments?sort=best`)],
    ['countComments', () => world.request('/v1/counts')],
    ['readOembed', () => world.request(`/oembed?url=${world.publicUrl}/a/${world.article.id}&format=yaml`)],
    ['readFragment', () => world.request(`/v1/articles/${world.article.id}/comments.html?limit=0`)],
    ['reportComment', async () => act(`/v1/comments/${await published()}/reports`, { clause: 'X' }, tom)],
    [
      'reportComment',
      async () => act(`/v1/comments/${await published()}/reports`, { clause: 'SB-01' }, maya),
    ],
    ['withdrawComment', () => act(`/v1/comments/${nobody}/withdrawal`, {}, maya)],
  ]
  it.each(REFUSALS)('%s refuses with a problem that it names', async (id, ask) => {
    const answer = await ask()
    expect(answer.status).toBeGreaterThan(399)
    const body = await answer.json()
    expect(faultsIn('Problem', body)).toEqual([])
    expect(OPERATIONS.find((one) => one.id === id)?.problems).toContain(body.type.replace('/problems/', ''))
  })
})

describe('the interface as a page', () => {
  it('holds every operation with its example, and leads to the document', async () => {
    const html = await (await world.request('/docs')).text()
    for (const { id, method, path } of OPERATIONS) {
      expect(html).toContain(`<section id="${id}"`)
      expect(html).toContain(`${method.toUpperCase()} ${path}</code>`)
    }
    expect(html).toContain('href="/v1/openapi.json"')
    expect(html).toContain('image.size.width')
    expect(html).toContain('list, 1 to 50; each: text, at most 2,048 characters')
    expect(html).not.toContain('<script')
  })

  it('is named on the first page', async () => {
    expect(await (await world.request('/')).text()).toContain('href="/docs"')
  })
})
