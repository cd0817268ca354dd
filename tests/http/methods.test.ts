import { afterAll, beforeAll, expect, it } from 'vitest'
import { createWorld, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const ID = '018f0000-0000-7000-8000-000000000000'

/** As a program asks that is no browser. */
function ask(method: string, path: string): Response | Promise<Response> {
  return world.app.request(path, { method, headers: { host: new URL(world.publicUrl).host } })
}

/** Enumerated from the router: every address with all methods that it takes, also under another pattern. */
function taken(): { address: string; methods: string[] }[] {
  const routes = world.app.routes.filter(({ method, path }) => method !== 'ALL' && !path.includes('{'))
  const patterns = routes.map(({ method, path }) => ({
    method,
    pattern: new RegExp(`^${path.replaceAll('.', '\\.').replace(/:[A-Za-z]+/g, '[^/]+')}$`),
  }))
  const addresses = [...new Set(routes.map(({ path }) => path.replace(/:[A-Za-z]+/g, ID)))]
  return addresses.map((address) => ({
    address,
    methods: patterns.filter(({ pattern }) => pattern.test(address)).map(({ method }) => method),
  }))
}

it('every address that is asked by a method it does not take says which it takes', async () => {
  const found = taken()
  expect(found.length).toBeGreaterThan(60)
  for (const { address, methods } of found) {
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].filter(
      (one) => !methods.includes(one),
    )) {
      const answer = await ask(method, address)
      const allowed = answer.headers.get('allow')?.split(', ') ?? []
      expect([method, address, answer.status]).toEqual([method, address, 405])
      expect(allowed).toEqual(expect.arrayContaining([...methods]))
      expect(allowed).not.toContain(method)
      expect(allowed.includes('HEAD')).toBe(allowed.includes('GET'))
    }
  }
})

it('an article that is read by its key is told that it can be pushed alone', async () => {
  const answer = await ask('GET', '/v1/articles/cms-1')
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'PUT'])
  expect(await answer.json()).toMatchObject({
    type: '/problems/method-not-allowed',
    detail: 'method: must be PUT',
  })
})

it('what takes nothing at all is not found, and what is hidden from the asker stays so', async () => {
  for (const path of ['/v1/nothing', '/nothing', '/v1/articles/a/b', '/readyz', '/metrics'])
    expect([path, (await ask('GET', path)).status]).toEqual([path, 404])
})
