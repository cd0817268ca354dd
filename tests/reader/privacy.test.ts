import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { RETENTION, type RetentionKey } from '../../src/features/retention.ts'
import { COOKIES } from '../../src/http/cookies.ts'
import { cleanUp } from '../../src/jobs/index.ts'
import { catalogue } from '../../src/locales/index.ts'
import { LANGUAGES, wordsIn } from '../../src/locales/language.ts'
import { createNoticeWorld, facebookIdentity, member, notice, rows, wish } from '../api/notice-world.ts'
import { submit } from '../support/desk.ts'
import type { World } from '../support/world.ts'
import { fillDesk } from './desk-fixture.ts'
import { createLoginWorld, leave, signInByPage, unescapeHtml, visit } from './login-world.ts'

/** Tables in which nothing tells of a reader. */
const NOTHING_OF_READERS = [
  'installation',
  'schema_migrations',
  'sites',
  'articles',
  'article_aliases',
  'article_reads',
  'policies',
  // Written by the desk.
  'word_rules',
  // Ids of comments and decisions, until what they ask for is done.
  'outbox',
  'queue_alerts',
  // Keys of the paper, and random marks of tokens that were used.
  'sign_on_keys',
  'sign_on_tokens',
  'site_keys',
  // Of the provider and the month, without a person.
  'provider_states',
  'provider_usage',
  // Texts and words of the paper's, and the log's heads.
  'policy_drafts',
  'log_heads',
]

/** What is left of a kind, where not whole rows of its first table go. */
const LEFT: Partial<Record<RetentionKey, string>> = {
  hiddenComments: "SELECT 1 FROM comments WHERE state = 'withdrawn' AND body <> ''",
  reports: "SELECT 1 FROM reports WHERE note <> ''",
  reasons: "SELECT 1 FROM decision_texts WHERE explanation <> ''",
  appeals: "SELECT 1 FROM appeals WHERE body <> ''",
  notices: "SELECT 1 FROM legal_notices WHERE body <> '' AND claimant_name <> '' AND claimant_email <> ''",
}

/** The page's words, without markup. */
const words = (html: string) => unescapeHtml(html.replace(/<[^>]*>/g, ' ')).replace(/\s+/g, ' ')

describe('the table of what is kept', () => {
  let world: World
  beforeEach(async () => {
    world = await createNoticeWorld()
  })
  afterEach(() => world.close())

  it('names every table of the database that holds anything about people', () => {
    const present = rows(world, "SELECT name FROM sqlite_schema WHERE type = 'table'").map(
      (row) => (row as { name: string }).name,
    )
    const named = Object.values(RETENTION).flatMap(({ tables }) => [...tables])
    const ours = present.filter((name) => !name.startsWith('sqlite_'))
    expect([...named, ...NOTHING_OF_READERS].sort()).toEqual(ours.sort())
  })

  /** One row of each kind that has a time, made now; answers how many are left. */
  async function fill(): Promise<(key: RetentionKey) => number> {
    const maya = await member(world, facebookIdentity('1'))
    const { site, article } = world
    const text = { text: 'Well said.' }
    await world.services.comments.submit(maya.actor, { site, article }, text, 'a-key-of-mine')
    await world.services.accounts.startLogin({
      siteId: site.id,
      articleId: null,
      provider: 'facebook',
      flow: 'page',
      redeemHash: null,
      draft: '',
      parentId: null,
      language: 'en',
    })
    expect((await notice(world, 'data-deletion', wish(world, '77'))).status).toBe(200)
    await fillDesk(world, maya)
    return (key) => rows(world, LEFT[key] ?? `SELECT 1 FROM ${RETENTION[key].tables[0]}`).length
  }

  const timed = Object.entries(RETENTION).flatMap(([key, { keptMs }]) =>
    keptMs === null ? [] : [[key as RetentionKey, keptMs] as const],
  )

  it.each(timed)('is what the clean-up deletes by: %s after %i ms, not earlier', async (key, keptMs) => {
    const left = await fill()
    world.clock.advance(keptMs - 1)
    await cleanUp(world.services)
    expect(left(key)).toBeGreaterThan(0)
    world.clock.advance(1)
    await cleanUp(world.services)
    // Idempotency keys go when they are older than their day.
    world.clock.advance(1)
    await cleanUp(world.services)
    expect(left(key)).toBe(0)
  })

  it('holds comments, accounts and logins until the person goes, however long that is', async () => {
    const left = await fill()
    world.clock.advance(20 * 365 * 24 * 3_600_000)
    await cleanUp(world.services)
    for (const key of ['logins', 'comments'] as const) expect(left(key)).toBeGreaterThan(0)
  })

  it('does not let one failing part keep the others from their work', async () => {
    const left = await fill()
    world.clock.advance(RETENTION.screenings.keptMs)
    const purge = () => Promise.reject(new Error('broken'))
    const broken = { ...world.services, delivery: { ...world.services.delivery, purge } }
    await expect(cleanUp(broken)).rejects.toThrow('broken')
    expect(left('screenings')).toBe(0)
  })

  it('loses nothing of the queue when an old comment still waits without its checks', async () => {
    await submit(world, await world.reader(), 'See https://spam.example now')
    world.clock.advance(RETENTION.screenings.keptMs)
    await cleanUp(world.services)
    const page = await world.request('/console', { as: await world.staff() })
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('spam.example')
  })
})

describe.each(LANGUAGES)('the privacy page (%s)', (language) => {
  let world: World
  beforeAll(async () => {
    world = await createNoticeWorld()
  })
  afterAll(() => world.close())

  const page = async (query = '') => {
    const answer = await world.request(`/privacy?lang=${language}${query}`)
    expect(answer.status).toBe(200)
    return { answer, html: await answer.text() }
  }

  it('is the same for everybody, may be kept by caches, and asks nobody else for anything', async () => {
    const { answer, html } = await page()
    expect(answer.headers.get('cache-control')).toBe('public, max-age=300')
    expect(answer.headers.getSetCookie()).toEqual([])
    expect(html).toContain(`<html lang="${language}">`)
    expect(html).not.toMatch(/(src|href)="(https?:)?\/\//)
    expect(html).not.toContain('noindex')
  })

  it('prints each kind of data with the time by which it is deleted', async () => {
    const { privacy } = catalogue(language).reader
    const text = words((await page()).html)
    for (const key of Object.keys(RETENTION) as RetentionKey[]) {
      expect(text).toContain(privacy.kept[key].what)
      const { keptMs } = RETENTION[key]
      const days = keptMs === null ? '' : privacy.days(Math.round(keptMs / 86_400_000))
      const time = keptMs !== null && keptMs < 86_400_000 ? privacy.minutes(keptMs / 60_000) : days
      expect(text).toContain(`${privacy.keptUntil} ${privacy.kept[key].until(time)}`)
    }
  })

  it('says in steps how to have data deleted, here, at X and at Facebook, each at its own address', async () => {
    const { html } = await page()
    const { privacy } = catalogue(language).reader
    const section = (id: string) => words(html.slice(html.indexOf(`id="${id}"`)))
    for (const step of privacy.deleteSteps) expect(section('delete')).toContain(step)
    for (const step of privacy.deleteXSteps) expect(section('delete-x')).toContain(step)
    for (const step of privacy.deleteFacebookSteps) expect(section('delete-facebook')).toContain(step)
    expect(html).toContain(`href="/me/account?lang=${language}"`)
  })

  it('names the paper that answers for it, each site its own', async () => {
    const key = `other-${language}`
    const title = { en: 'The Other Paper', ko: '다른신문' }
    await world.services.sites.create({ key, title, origins: ['https://o.example'] })
    expect((await page('&site=ledger')).html).toContain(wordsIn(world.site.title, language))
    expect((await page(`&site=${key}`)).html).toContain(wordsIn(title, language))
    expect((await world.request('/privacy?site=nobody')).status).toBe(404)
  })
})

describe('the privacy page is found', () => {
  let world: World
  beforeAll(async () => {
    world = await createLoginWorld()
  })
  afterAll(() => world.close())

  it('from the policy, the login, its pages, the start page and the own pages', async () => {
    const reader = visit(world)
    const leaving = await reader.form('/login/x', { article: world.article.id })
    expect(await leaving.text()).toContain('href="/privacy?site=ledger&amp;lang=en"')
    await signInByPage(reader, world.article)
    for (const path of ['/policy', '/login', '/me', '/me/account', '/'])
      expect(`${path} ${await (await reader.get(path)).text()}`).toContain('href="/privacy?')
  })

  it('and names every cookie that signing in sets, with its life', async () => {
    const reader = visit(world)
    const lines: string[] = []
    const { request } = world.app
    world.app.request = async (...args: Parameters<typeof request>) => {
      const answer = await request(...args)
      lines.push(...answer.headers.getSetCookie())
      return answer
    }
    await leave(reader, world.article)
    await signInByPage(reader, world.article)
    world.app.request = request
    const lives = lines.filter((line) => !/max-age=0/i.test(line))
    expect(lives.length).toBeGreaterThan(1)
    const { privacy } = catalogue('en').reader
    const text = words(await (await world.request('/privacy')).text())
    for (const line of lives) {
      const known = Object.values(COOKIES).find(({ name }) => line.startsWith(`__Host-${name}`))
      expect(`${line} ${known?.name}`).toContain(`Max-Age=${known?.maxAgeS};`)
      expect(text).toContain(`__Host-${known?.name}`)
    }
    for (const life of [privacy.days(90), privacy.minutes(10), privacy.hours(12)])
      expect(text).toContain(life)
  })
})
