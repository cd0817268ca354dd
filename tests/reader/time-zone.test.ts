import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faulty } from '../../src/kernel/errors.ts'
import { problemSentence } from '../../src/locales/problem-sentence.ts'
import { caseOf, decide, openCase, plainText, submit } from '../support/desk.ts'
import { createWorld, type Person, type World } from '../support/world.ts'

let world: World
let maya: Person
let min: Person
beforeAll(async () => {
  world = await createWorld({ start: Date.UTC(2026, 0, 5, 2, 30) })
  maya = await world.reader()
  min = await world.staff('Han Jiwoo')
  await decide(world, min, await submit(world, maya, 'Printed with its time'), 'approve')
  await decide(world, min, await submit(world, maya, 'Refused with its time'), 'reject:SB-01')
  await submit(world, maya, 'Waits with its time')
})
afterAll(() => world.close())

/** What the page prints, tool tips included. */
async function page(path: string, as?: Person): Promise<string> {
  const html = await (await world.request(path, { as })).text()
  const tips = [...html.matchAll(/title="([^"]*)"/g)].map(([, tip = '']) => tip)
  return [plainText(html), ...tips].join('\n')
}

describe('a printed time', () => {
  it.each([
    // The evening before, the same morning and the early afternoon of one moment.
    ['America/New_York', '4 Jan 2026, 21:', '4 January 2026 at 21:', '2026. 1. 4. 21:'],
    ['UTC', '5 Jan 2026, 02:', '5 January 2026 at 02:', '2026. 1. 5. 02:'],
    // Half an hour into the day: in Korean, 24:00 would be its end.
    ['America/Noronha', '5 Jan 2026, 00:', '5 January 2026 at 00:', '2026. 1. 5. 00:'],
    ['Asia/Kathmandu', '5 Jan 2026, 08:', '5 January 2026 at 08:', '2026. 1. 5. 08:'],
  ])('is that of the site: %s', async (timeZone, short, long, korean) => {
    await world.services.sites.update(world.site.key, { timeZone })
    const { id } = world.article
    expect(await page(`/a/${id}`)).toContain(short)
    expect(await page(`/a/${id}`)).toContain(long)
    expect(await page(`/a/${id}?lang=ko`)).toContain(korean)
    expect(await page(`/frame?site=ledger&article=${world.article.key}`)).toContain(short)
    // The statement of reasons says when it was decided.
    expect(await page('/me?lang=en', maya)).toContain(`A moderator decided this on ${short}`)
    expect(await page('/policy?lang=en')).toContain(short.split(',')[0])
    expect(await page('/console/log', min)).toContain(short)
    expect(await page('/console', min)).toContain(long)
  })
})

describe('a time in the answer to a refused request', () => {
  it.each([
    ['en', '5 Jan 2026, 00:00.'],
    ['ko', '2026. 1. 5. 00:00까지'],
  ] as const)('is the one that the pages print: %s', (language, said) => {
    const details = { endsAt: Date.UTC(2026, 0, 5), timeZone: 'UTC' }
    expect(problemSentence({ type: 'restricted', details }, language)).toContain(said)
  })
})

describe('the time zone of a site', () => {
  const create = (key: string, more: object) =>
    world.services.sites.create({ key, title: { en: 'P', ko: '신' }, origins: [], ...more })

  it('is Seoul for a Korean paper and UTC for others, unless it says so itself', async () => {
    expect((await create('one', { language: 'ko' })).timeZone).toBe('Asia/Seoul')
    expect((await create('two', { language: 'en' })).timeZone).toBe('UTC')
    expect((await create('three', { timeZone: 'Europe/Paris' })).timeZone).toBe('Europe/Paris')
    const changed = await world.services.sites.update('three', { language: 'ko' })
    expect(changed.timeZone).toBe('Europe/Paris')
  })

  it.each(['Mars/Olympus', '', '+09:00', 'UTC\u0000', ' UTC', 'x'.repeat(10_000), '<b>UTC</b>'])(
    'is not %j',
    async (timeZone) => {
      const refused = faulty('invalid-field', 'timeZone', 'must be an IANA name such as Europe/London')
      await expect(create('four', { timeZone })).rejects.toEqual(refused)
      await expect(world.services.sites.update('ledger', { timeZone })).rejects.toEqual(refused)
    },
  )
})

describe('a case that somebody else holds', () => {
  it('says until when, in the time of the site', async () => {
    await world.services.sites.update(world.site.key, { timeZone: 'Asia/Kathmandu' })
    const waiting = await submit(world, maya, 'Held with its time')
    const caseId = await caseOf(world, min, waiting)
    await openCase(world, min, caseId)
    const yuna = await world.staff('Seo Yuna')
    expect(await page(`/console?case=${caseId}`, yuna)).toContain('Until 5 Jan 2026, 08:')
  })
})
