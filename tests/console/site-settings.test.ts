import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { EventMap } from '../../src/features/events.ts'
import { en } from '../../src/locales/en.ts'
import { plainText } from '../support/desk.ts'
import { createWorld, type Person, type World } from '../support/world.ts'

const HOSTILE = '"><script>alert(1)</script><b>'

let world: World
let admin: Person
beforeEach(async () => {
  world = await createWorld()
  admin = await world.staff('Seo Mira', 'admin')
})
afterEach(() => world.close())

const words = en.console.pages.site
const fields = (change: Record<string, string> = {}) => ({
  revision: '1',
  titleEn: 'The Ledger',
  titleKo: '레저',
  timeZone: 'Asia/Seoul',
  mode: 'newcomers',
  newcomerThreshold: '5',
  perArticle: '4',
  perDay: '30',
  secondsBetween: '10',
  closeAfterDays: '14',
  outsideCheck: 'https://check.ledger.example/judge',
  ...change,
})
const save = (change: Record<string, string> = {}, as = admin) =>
  world.form('/console/settings/site', fields(change), as)
const pause = (paused: 'yes' | 'no', as = admin) => world.form('/console/settings/site/pause', { paused }, as)
const site = () => world.services.sites.byId(world.site.id)
const page = async () => (await world.request(`/a/${world.article.id}`)).text()

describe('the paper’s settings', () => {
  it('are changed by an admin, hold at once for readers, and are told with who and what', async () => {
    const told: EventMap['desk.changed'][] = []
    world.services.events.on('desk.changed', (event) => told.push(event))
    await page()
    expect((await save()).headers.get('location')).toBe('/console/settings/site?done=saved')
    expect(await site()).toMatchObject({
      title: { en: 'The Ledger', ko: '레저' },
      timeZone: 'Asia/Seoul',
      mode: 'newcomers',
      newcomerThreshold: 5,
      rates: { perArticle: 4, perDay: 30, secondsBetween: 10 },
      closeAfterDays: 14,
      outsideCheck: { url: 'https://check.ledger.example/judge' },
      origins: ['https://www.ledger.example'],
    })
    expect(await page()).toContain('The Ledger')
    expect(told).toMatchObject([{ byId: admin.account.id, what: 'site', change: { mode: 'newcomers' } }])
    expect(Object.keys(told[0]?.change ?? {})).not.toContain('revision')
    expect((await save({ revision: '2', closeAfterDays: '', outsideCheck: '' })).status).toBe(303)
    expect(await site()).toMatchObject({ closeAfterDays: null, outsideCheck: null })
  })

  it.each([
    ['timeZone', 'Mars/Olympus'],
    ['mode', 'anything-goes'],
    ['newcomerThreshold', '0'],
    ['perDay', '1e3'],
    ['secondsBetween', ''],
    ['closeAfterDays', '-1'],
    ['outsideCheck', 'http://check.ledger.example'],
    ['outsideCheck', 'javascript:alert(1)'],
    ['titleKo', ' '],
  ])('refuse %s %j, and give back what was typed', async (name, value) => {
    const refused = await save({ [name]: value, titleEn: 'Typed with care' })
    expect([refused.status, (await refused.text()).includes('Typed with care')]).toEqual([422, true])
    expect((await site())?.revision).toBe(1)
  })

  it.each([
    ['timeZone', 'Mars/Base', words.timeZone],
    ['newcomerThreshold', '0', words.threshold],
    ['perDay', '1e3', words.perDay],
    ['closeAfterDays', '-1', words.closeAfter],
    ['outsideCheck', 'http://check.ledger.example', words.outsideUrl],
    ['titleKo', ' ', `${words.name} · 한국어`],
  ])('call a wrong %s by the name on the page', async (name, value, label) => {
    expect(plainText(await (await save({ [name]: value })).text())).toContain(`Field: ${label}`)
  })

  it('are not overwritten by a page that is older than another change', async () => {
    await world.services.sites.update('ledger', { accent: '#000000' })
    const refused = await save()
    const html = await refused.text()
    expect(refused.status).toBe(409)
    expect(html).toContain('The settings were changed while you were at them')
    expect(html).toContain('value="The Ledger"')
    expect(html).toContain('name="revision" value="2"')
    expect((await site())?.accent).toBe('#000000')
    expect((await save({ revision: '2' })).status).toBe(303)
    expect(await site()).toMatchObject({ accent: '#000000', closeAfterDays: 14 })
  })

  it('keep hostile text as text', async () => {
    await save({ titleEn: HOSTILE, titleKo: HOSTILE })
    const own = await world.request('/console/settings/site', { as: admin })
    for (const html of [await own.text(), await page()]) expect(html).not.toMatch(/<script>|<b>"?</)
  })
})

describe('the pause', () => {
  it('is one press, whatever else is being changed, and is told once', async () => {
    const told: EventMap['desk.changed'][] = []
    world.services.events.on('desk.changed', (event) => told.push(event))
    await page()
    expect((await pause('yes')).status).toBe(303)
    await pause('yes')
    expect(await page()).toContain('Comments are paused for now')
    expect(told).toMatchObject([{ byId: admin.account.id, what: 'site', change: { paused: true } }])
    expect((await save()).status).toBe(409)
    expect((await save({ revision: '2' })).status).toBe(303)
    expect((await site())?.paused).toBe(true)
    await pause('no')
    expect(await page()).not.toContain('Comments are paused for now')
  })

  it('holds, whatever the operator changes at the same moment', async () => {
    const { sites } = world.services
    await Promise.all([
      sites.update('ledger', { accent: '#123456' }),
      sites.pause(admin.actor, true),
      sites.update('ledger', { fediverseCreator: '@ledger@social.example' }),
    ])
    expect(await site()).toMatchObject({
      paused: true,
      accent: '#123456',
      fediverseCreator: '@ledger@social.example',
    })
  })
})

describe('nobody but an admin of the paper', () => {
  it('reads or changes them', async () => {
    const people = [await world.staff('A', 'moderator'), await world.staff('B', 'senior')]
    for (const person of people) {
      const own = await world.request('/console/settings', { as: person })
      expect(await own.text()).not.toContain('/console/settings/site')
      expect((await world.request('/console/settings/site', { as: person })).status).toBe(403)
      expect((await save({}, person)).status).toBe(403)
      expect((await pause('yes', person)).status).toBe(403)
    }
    expect((await save({}, await world.reader())).status).toBe(401)
    expect(await site()).toEqual(world.site)
  })
})

describe('the navigation', () => {
  it('shows each role its pages, the open one marked, and works without a script', async () => {
    const names = async (role: 'moderator' | 'senior' | 'admin') => {
      const person = await world.staff('C', role)
      const html = await (await world.request('/console/articles?lang=en', { as: person })).text()
      const nav = /<nav class="pages".*?<\/nav>/s.exec(html)?.[0] ?? ''
      expect(nav).toMatch(/<details[^>]*><summary>More/)
      expect(nav).toMatch(/<a href="\/console\/articles\?lang=en" aria-current="page">Articles/)
      const row = nav.split('<details')[0] ?? ''
      return [...row.matchAll(/<a [^>]*>([A-Z][a-z]+)/g)].map(([, name]) => name)
    }
    const everybody = [
      'Queue',
      'Appeals',
      'Writers',
      'Articles',
      'Words',
      'Policy',
      'Previews',
      'Log',
      'Report',
    ]
    expect(await names('moderator')).toEqual([...everybody, 'Statistics', 'Settings'])
    expect(await names('senior')).toContain('Notices')
    expect(await names('senior')).not.toContain('People')
    expect(await names('admin')).toEqual(expect.arrayContaining(['Notices', 'People']))
  })
})
