import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { catalogue } from '../../src/locales/index.ts'
import { LANGUAGES } from '../../src/locales/language.ts'
import { HOSTILE } from '../journeys/hostile-texts.ts'
import { another } from '../support/another.ts'
import { published, refused } from '../support/appeals.ts'
import { decide, plainText, submit } from '../support/desk.ts'
import { createWorld, type Person, type World } from '../support/world.ts'
import { putComment, waysOut } from './share-links.ts'
import { addresses } from './skeleton.ts'

let world: World
let maya: Person
let min: Person
beforeAll(async () => {
  world = await createWorld()
  ;[maya, min] = [await world.reader(), await world.staff()]
})
afterAll(() => world.close())

const commentShare = (id: string, lang = 'en') => `/a/${world.article.id}/c/${id}/share?lang=${lang}`
const html = async (path: string) => (await world.request(path)).text()

/** Where a page sends the browser on to by itself. */
const refreshOf = (page: string) =>
  /<meta http-equiv="refresh" content="0; url=([^"]*)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? null

describe.each(LANGUAGES)('the reader’s own Mastodon server, in %s', (lang) => {
  const { share } = catalogue(lang).acts

  it.each([
    ['mastodon.social', 'https://mastodon.social'],
    ['@ada@Planet.Moe', 'https://planet.moe'],
    ['https://qdon.space/@ada', 'https://qdon.space'],
    ['한글.kr', 'https://xn--bj0bj06e.kr'],
    ['https://evil.example/" onclick="alert(1)', 'https://evil.example'],
  ])('is gone to from %s, with the quotation and the link', async (server, origin) => {
    const body = 'Safe + sound? “Yes” & <b>no</b> #news'
    const id = await putComment(world, body, '김하늘')
    const answer = await world.form(`/a/${world.article.id}/c/${id}/share`, { server, lang })
    const page = await answer.text()
    const goal = new URL(refreshOf(page) ?? 'about:blank')
    expect([answer.status, goal.origin, goal.pathname]).toEqual([200, origin, '/share'])
    expect(goal.searchParams.get('text')).toBe(
      `${share.quote('김하늘', body)} ${world.publicUrl}/a/${world.article.id}/c/${id}`,
    )
    expect(addresses(page)).toContain(goal.href)
    expect(plainText(page)).toContain(share.leaving(goal.host))
    expect([answer.headers.get('referrer-policy'), answer.headers.get('location')]).toEqual([
      'same-origin',
      null,
    ])
  })

  it.each([
    ...[
      '',
      ' ',
      'localhost',
      'localhost:3000',
      '127.0.0.1',
      '0x7f.1',
      '[::1]',
      '169.254.169.254',
      '//evil.example',
    ],
    ...['javascript:alert(1)', 'data:text/html,x', 'ftp://a.example', 'evil.example:443', 'evil.example?x=1'],
    ...[
      'a.example#@evil.example',
      'a.example\\@evil.example',
      'a:b@evil.example',
      'a.example\r\nLocation: x.example',
    ],
    ...HOSTILE.filter((text) => text.length <= 300 && !text.startsWith('https://')),
  ])('is nowhere for %j: the form comes back and says what it wants', async (server) => {
    const id = await putComment(world, 'Words.')
    for (const path of [`/a/${world.article.id}/c/${id}/share`, `/a/${world.article.id}/share`]) {
      const answer = await world.form(path, { server, lang })
      const page = await answer.text()
      expect([answer.status, refreshOf(page), Object.keys(waysOut(page)).length]).toEqual([422, null, 7])
      expect(plainText(page)).toContain(share.noServer)
      // To be corrected there, and nowhere a markup of its own.
      expect(page.match(/<(script|img|svg|base|iframe|style)\b/g)).toBeNull()
      expect(page).toMatch(/<form method="post" action="\/a\/[^"?]*\/share" target="_blank"/)
    }
  })
})

describe('the form for a server', () => {
  it('is taken from our own page alone, and no address leads on by itself', async () => {
    const path = `/a/${world.article.id}/share`
    for (const origin of ['https://evil.example', 'https://www.ledger.example', 'null'])
      expect((await world.form(path, { server: 'mastodon.social' }, maya, { origin })).status).toBe(403)
    const asked = await world.request(`${path}?server=evil.example&lang=en`)
    expect([asked.status, refreshOf(await asked.text())]).toEqual([200, null])
  })

  it('takes nothing but a name: too much and unknown fields are refused', async () => {
    const path = `/a/${world.article.id}/share`
    for (const fields of [
      { server: 'a.'.repeat(200) },
      { server: 'a.example', url: 'https://evil.example' },
      {},
    ])
      expect((await world.form(path, fields as Record<string, string>)).status).toBeGreaterThanOrEqual(400)
  })
})

describe('what nobody may read', () => {
  const states = ['pending', 'rejected', 'withdrawn', 'blinded'] as const
  async function hidden(state: (typeof states)[number]) {
    const { moderation } = world.services
    if (state === 'pending') return submit(world, maya, another('Not to be shared'))
    if (state === 'rejected') return (await refused(world, maya, min)).comment
    const comment = await published(world, maya, min)
    if (state === 'withdrawn') await moderation.withdraw(maya.actor, comment.id)
    else
      await moderation.blind((await world.staff('Yoon Seo', 'senior')).actor, {
        commentId: comment.id,
        version: comment.version,
        days: 30,
        clauses: [],
        lawReference: 'KR Network Act 44-2',
        explanation: 'It may injure a right.',
      })
    return comment
  }

  it.each(states)('cannot be shared: %s, not even by its author', async (state) => {
    const { id, body } = await hidden(state)
    expect((await world.services.comments.byId(world.site.id, id))?.state).toBe(state)
    for (const as of [undefined, maya, min])
      for (const answer of [
        await world.request(commentShare(id), { as }),
        await world.form(commentShare(id), { server: 'mastodon.social' }, as),
      ]) {
        const page = await answer.text()
        expect([answer.status, waysOut(page), /http-equiv="refresh"/.test(page)]).toEqual([404, {}, false])
        expect(page).toContain(catalogue('en').acts.gone)
        expect(page).not.toContain(body)
        expect(page).not.toContain(maya.account.displayName)
      }
  })

  it('can be shared again once it is published', async () => {
    const comment = await submit(world, maya, another('Soon to be read'))
    expect((await world.request(commentShare(comment.id))).status).toBe(404)
    await decide(world, min, comment, 'approve')
    expect((await world.request(commentShare(comment.id))).status).toBe(200)
  })

  it('is neither under another article, nor where the discussion is switched off', async () => {
    const other = await world.putArticle()
    const id = await putComment(world, 'Under one article alone.')
    expect((await world.request(`/a/${other.id}/c/${id}/share`)).status).toBe(404)
    for (const path of [
      `/a/${other.id}/c/nothing/share`,
      `/a/nothing/share`,
      `/a/${crypto.randomUUID()}/share`,
    ])
      expect((await world.request(path)).status).toBe(404)
    const under = await putComment(world, 'Where it is off.', 'Maya Okafor', other)
    await world.services.articles.setDiscussion(world.site.id, other.id, 'off')
    for (const path of [`/a/${other.id}/share`, `/a/${other.id}/c/${under}/share`]) {
      expect([(await world.request(path)).status, waysOut(await html(path))]).toEqual([404, {}])
    }
  })
})
