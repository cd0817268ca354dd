import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { routesOf } from './access.ts'
import { type Filled, fillWorld } from './filled.ts'

let world: Filled
beforeAll(async () => {
  world = await fillWorld()
})
afterAll(() => world.close())

/** Ways to write a path that some program on the way takes for the same. */
const SPELLINGS: Readonly<Record<string, (path: string) => string>> = {
  'two slashes first': (path) => `/${path}`,
  'two slashes within': (path) => path.replace(/(.)\//, '$1//'),
  'a slash at the end': (path) => `${path}/`,
  'a slash encoded': (path) => path.replace(/(.)\//g, '$1%2F'),
  'a slash encoded twice': (path) => path.replace(/(.)\//g, '$1%252f'),
  'a backslash': (path) => path.replace(/(.)\//g, '$1%5C'),
  'a dot segment': (path) => `/./${path.slice(1)}`,
  'up and down again': (path) => `/x/..${path}`,
  'up and down again, encoded': (path) => `/x/%2e%2e${path}`,
  'up out of an open page': (path) => `/privacy/..%2f${path.slice(1)}`,
  'a parameter of the path': (path) => `${path};x=1`,
  'a parameter within': (path) => path.replace(/(.)\//, '$1;x=1/'),
  'a dot at the end': (path) => `${path}.`,
  'a blank at the end': (path) => `${path}%20`,
  'a zero byte': (path) => `${path}%00`,
  'a line end': (path) => `${path}%0d%0a`,
  'a letter encoded': (path) => path.replace('c', '%63').replace('m', '%6d'),
  capitals: (path) => path.toUpperCase(),
  'an extension': (path) => `${path}.css`,
  'an asset below it': (path) => `${path}/x.css`,
  'a fragment encoded': (path) => `${path}%23x`,
  'a query encoded': (path) => `${path}%3fx=1`,
}

/** What only somebody may read who is known. */
function guarded(): string[] {
  const { article } = world
  const found = routesOf(world)
    .filter((key) => /^GET \/(console|me)(\/|$)/.test(key) && !/console\/(enter|enrol|login)/.test(key))
    .map((key) => key.slice(4).replace(/:[a-z]+(\{[^}]*\})?/g, article.id))
  expect(found.length).toBeGreaterThan(25)
  return found
}

/** Words that stand on every page of the desk, and on a reader's own. */
const INSIDE = /Han Jiwoo|Ada Lind|Maya Okafor|class="desk|name="lease"/

describe('another spelling of a guarded address', () => {
  it.each(Object.entries(SPELLINGS))('opens nothing to a stranger: %s', async (_how, spell) => {
    for (const path of guarded()) {
      for (const headers of [{}, { 'x-original-url': path, 'x-rewrite-url': path }]) {
        const answer = await world.app.request(spell(path), { headers })
        const body = await answer.text()
        const location = answer.headers.get('location') ?? ''
        const isShut =
          answer.status === 404 || (answer.status === 303 && /^\/(console\/)?login\b/.test(location))
        expect(`${spell(path)} ${answer.status} ${isShut}`).toBe(`${spell(path)} ${answer.status} true`)
        expect(body).not.toMatch(INSIDE)
      }
    }
  })

  it('is never kept for others where it opens something to whoever is known', async () => {
    for (const spell of Object.values(SPELLINGS)) {
      for (const who of ['a reader', 'an admin'] as const) {
        for (const path of ['/me', '/me/account', '/console', '/console/people']) {
          const answer = await world.app.request(spell(path), { headers: world.credentials(who) })
          await answer.body?.cancel()
          expect(`${spell(path)} ${answer.headers.get('cache-control')}`).toBe(
            `${spell(path)} private, no-store`,
          )
        }
      }
    }
  })

  it('is no way around the origin of a form', async () => {
    const before = (await world.services.sites.byId(world.site.id))?.paused
    for (const spell of Object.values(SPELLINGS)) {
      const answer = await world.form(spell('/console/settings/site/pause'), { paused: 'yes' }, undefined, {
        ...world.credentials('an admin'),
        origin: 'https://www.ledger.example',
      })
      expect(answer.status).toBe(403)
    }
    for (const path of [
      '/login/paper/callback/',
      '//login/paper/callback',
      '/login/paper/callback;x',
      '/LOGIN/paper/callback',
    ])
      expect(
        (await world.form(path, { token: 'x', state: 'x' }, undefined, { origin: 'https://evil.example' }))
          .status,
      ).toBe(403)
    expect((await world.services.sites.byId(world.site.id))?.paused).toBe(before)
  })
})
