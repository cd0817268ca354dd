import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withFile } from '../support/desk.ts'
import { type Asked, routesOf } from './access.ts'
import { type Filled, fillWorld, type Who } from './filled.ts'
import { ROUTES } from './routes.ts'

let world: Filled
beforeAll(async () => {
  world = await fillWorld()
})
afterAll(() => world.close())

/** Everything that is stored. Sessions say when they were last used, which every request may change. */
function digest(): string {
  return withFile(world, (db) => {
    const tables = db
      .prepare(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
      )
      .pluck()
      .all()
    const hash = createHash('sha256')
    for (const name of tables)
      hash.update(`${name} ${JSON.stringify(db.prepare(`SELECT * FROM "${name}"`).all())}`)
    return hash.digest('hex')
  })
}

interface Shape {
  method?: string
  /** `null`: the form's or the program's own. */
  type?: string | null
  headers: Record<string, string>
  query?: string
}

const FORM = 'application/x-www-form-urlencoded'
const CROSS = { 'sec-fetch-site': 'cross-site' }
const PAPER = 'https://www.ledger.example'

/** What a page that is not ours can make a browser send, with our cookies where the browser would send them. */
const SHAPES: Readonly<Record<string, Shape>> = {
  'a form on another site': { type: FORM, headers: { origin: 'https://evil.example', ...CROSS } },
  'JSON as plain text': { type: 'text/plain', headers: { origin: 'https://evil.example', ...CROSS } },
  'no media type at all': { type: '', headers: { origin: 'https://evil.example', ...CROSS } },
  'a request of the registered paper': { type: null, headers: { origin: PAPER, ...CROSS } },
  'a null origin': { type: null, headers: { origin: 'null', ...CROSS } },
  'no origin, from another site': { type: null, headers: CROSS },
  'a sibling host': {
    type: null,
    headers: { origin: 'https://blog.ledger.example', 'sec-fetch-site': 'same-site' },
  },
  'our host over plain http': {
    type: null,
    headers: { origin: 'http://comments.ledger.example', 'sec-fetch-site': 'cross-site' },
  },
}
/** A safe method that says that it is another; nothing of ours listens to that. */
const DISGUISED = (['GET', 'HEAD', 'OPTIONS'] as const).map((method): [string, Shape] => [
  `${method} that calls itself another method`,
  {
    method,
    headers: { 'x-http-method-override': 'POST', 'x-method-override': 'POST', ...CROSS },
    query: '_method=POST',
  },
])

/** Everybody at once: a browser in which a reader and an admin are signed in. */
function credentials(): Record<string, string> {
  const cookies = (['a reader', 'an admin'] as const).map((who: Who) => world.credentials(who)['cookie'])
  return { cookie: cookies.join('; ') }
}

async function send(key: string, asked: Asked, shape: Shape): Promise<number> {
  const [ownMethod = ''] = key.split(' ')
  const { path, form, json, headers = {} } = asked
  const { method = ownMethod, type = null, query } = shape
  const own = json === undefined ? FORM : 'application/json'
  const pairs = Array.isArray(form) ? form : Object.entries(form ?? {})
  const body = json === undefined ? `${new URLSearchParams(pairs)}` : JSON.stringify(json)
  const isSafe = shape.method !== undefined
  const more = query === undefined ? '' : `${path.includes('?') ? '&' : '?'}${query}`
  const answer = await world.app.request(path + more, {
    method,
    headers: {
      ...(type === '' || isSafe ? {} : { 'content-type': type ?? own }),
      ...headers,
      ...credentials(),
      ...(ownMethod === 'PUT' ? world.credentials('a key') : {}),
      ...shape.headers,
    },
    body: isSafe ? null : type === '' ? new Blob([body]) : body,
  })
  await answer.body?.cancel()
  return answer.status
}

/** What would be carried out if a page of ours sent it. */
const ready = new Map<string, Asked>()
beforeAll(async () => {
  for (const key of routesOf(world).filter((one) => !one.startsWith('GET '))) {
    const asked = await ROUTES[key]?.ask(world, key.startsWith('PUT ') ? 'a key' : 'an admin')
    if (asked) ready.set(key, asked)
  }
})

describe('what another site makes a browser send', () => {
  it('is tried on every route that changes something', () => {
    const unsafe = routesOf(world).filter((key) => !key.startsWith('GET '))
    expect([...ready.keys()]).toEqual(unsafe)
    expect(unsafe.length).toBeGreaterThan(70)
  })

  it.each(Object.entries(SHAPES))('has no effect, and is refused: %s', async (_name, shape) => {
    const before = digest()
    const unexpected: string[] = []
    for (const [key, asked] of ready) {
      const status = await send(key, asked, shape)
      // The paper's own sign-on comes from the paper's page; the token that would have to come along is none.
      const isRight = key === 'POST /login/paper/callback' ? status >= 400 && status < 500 : status === 403
      if (!isRight) unexpected.push(`${key} ${status}`)
    }
    expect(unexpected).toEqual([])
    expect(digest()).toBe(before)
  })

  it.each(DISGUISED)('has no effect: %s', async (_name, shape) => {
    const before = digest()
    for (const [key, asked] of ready) expect(await send(key, asked, shape)).toBeLessThan(500)
    expect(digest()).toBe(before)
  })

  it('would have had one from a page of ours', async () => {
    for (const key of [
      'POST /me/language',
      'POST /console/comments/:id/notes',
      'POST /a/:article/comments',
    ]) {
      const before = digest()
      const asked = ready.get(key)
      if (asked) await send(key, asked, { headers: { origin: world.publicUrl } })
      expect(`${key} ${digest() === before}`).toBe(`${key} false`)
    }
  })
})
