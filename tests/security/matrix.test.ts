import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Asked, expected, type Route, routesOf, send } from './access.ts'
import { type Filled, fillWorld, WHO, type Who } from './filled.ts'
import { ROUTES } from './routes.ts'

let world: Filled
beforeAll(async () => {
  world = await fillWorld()
})
afterAll(() => world.close())

/** A sign-in page in place of the one that was asked for is a refusal. */
function outcome({ status, headers }: Response): string {
  const location = headers.get('location') ?? ''
  if (status === 303 && /^\/(console\/)?login\b/.test(location)) return '401'
  return status < 400 ? 'carried out' : `${status}`
}

const shared = new Map<string, Asked>()

/** A thing of its own for everybody who changes it; one for all who may not, and for those who only look. */
async function prepared(key: string, route: Route, who: Who): Promise<Asked> {
  const isOwn = expected(key, route, who) === 'carried out' && !key.startsWith('GET ')
  if (isOwn || route.but?.[who] !== undefined) return route.ask(world, who)
  const asked = shared.get(key) ?? (await route.ask(world, 'nobody'))
  shared.set(key, asked)
  return asked
}

async function ask(key: string, who: Who): Promise<string> {
  const route = ROUTES[key]
  if (!route) return 'not in the table'
  const answer = await send(world, key, who, await prepared(key, route, who))
  const found = outcome(answer)
  await answer.body?.cancel()
  // Without the proof, whatever it is that is missing is said.
  return route.door === 'proof' && Number(found) >= 400 && Number(found) < 500 ? 'refused' : found
}

describe('who may do what', () => {
  it('is written down for every route there is, and for no other', () => {
    const [routes, rows] = [routesOf(world), Object.keys(ROUTES)]
    expect(routes.filter((key) => !rows.includes(key))).toEqual([])
    expect(rows.filter((key) => !routes.includes(key))).toEqual([])
  })

  for (const [key, route] of Object.entries(ROUTES)) {
    it(key, async () => {
      const unexpected: string[] = []
      for (const who of WHO) {
        const [found, right] = [await ask(key, who), expected(key, route, who)]
        if (found !== right) unexpected.push(`${who}: ${found} in place of ${right}`)
      }
      expect(unexpected.join('\n')).toBe('')
    })
  }

  it('is no error of the service anywhere', () => {
    expect(world.log.filter((line) => line.startsWith('error'))).toEqual([])
  })
})
