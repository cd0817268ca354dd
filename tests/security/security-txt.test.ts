import { afterEach, describe, expect, it } from 'vitest'
import { DAY } from '../../src/kernel/clock.ts'
import { createWorld, type World, type WorldOptions } from '../support/world.ts'

const PATH = '/.well-known/security.txt'
let world: World
afterEach(() => world.close())

async function served(security?: WorldOptions['security']) {
  world = await createWorld(security ? { security } : {})
  return world.request(PATH)
}

/** Field names are of any case, and lines end as they like (RFC 9116 §2.2). */
async function fields(answer: Response): Promise<Record<string, string>> {
  const lines = (await answer.text()).trimEnd().split(/\r?\n/)
  return Object.fromEntries(lines.map((line) => line.split(/: (.*)/s, 2)))
}

describe('where to report a weakness', () => {
  it('is said as RFC 9116 wants it', async () => {
    const policyUrl = 'https://www.ledger.example/security'
    const answer = await served({ contact: 'mailto:security@ledger.example', policyUrl })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8'])
    expect(await fields(answer)).toEqual({
      Contact: 'mailto:security@ledger.example',
      Expires: new Date(world.clock.now() + 180 * DAY).toISOString(),
      'Preferred-Languages': 'en, ko',
      Canonical: world.publicUrl + PATH,
      Policy: policyUrl,
    })
  })

  it('never is out of date, however long the program runs', async () => {
    await served({ contact: 'https://www.ledger.example/report', policyUrl: null })
    world.clock.advance(1_000 * DAY)
    const said = await fields(await world.request(PATH))
    expect(Date.parse(said['Expires'] ?? '')).toBe(world.clock.now() + 180 * DAY)
    expect(said).not.toHaveProperty('Policy')
  })

  it('is not there where the operator names no contact', async () => {
    expect((await served()).status).toBe(404)
  })
})
