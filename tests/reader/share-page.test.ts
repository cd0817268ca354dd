import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Article } from '../../src/features/articles/model.ts'
import { graphemes } from '../../src/kernel/text.ts'
import { catalogue } from '../../src/locales/index.ts'
import { LANGUAGES } from '../../src/locales/language.ts'
import { HOSTILE } from '../journeys/hostile-texts.ts'
import { plainText } from '../support/desk.ts'
import { createWorld, type World } from '../support/world.ts'
import { given, putComment, waysOut } from './share-links.ts'
import { addresses, skeleton } from './skeleton.ts'

let world: World
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const discussionShare = (lang = 'en', { id } = world.article) => `/a/${id}/share?lang=${lang}`
const commentShare = (id: string, lang = 'en') => `/a/${world.article.id}/c/${id}/share?lang=${lang}`
const html = async (path: string) => (await world.request(path)).text()
const written = (body: string, name?: string, article?: Article) => putComment(world, body, name, article)

describe.each(LANGUAGES)('every way to share, in %s', (lang) => {
  const { share } = catalogue(lang).acts
  const { x, facebook, line, naver, bluesky, linkedin, email } = share.targets

  it.each(['comment', 'discussion'] as const)('is on the page of a %s: a plain link each', async (kind) => {
    const id = await written('대피소를 더 지어 주세요.')
    const address = `${world.publicUrl}/a/${world.article.id}${kind === 'comment' ? `/c/${id}` : ''}`
    const page = await html(kind === 'comment' ? commentShare(id, lang) : discussionShare(lang))
    const ways = waysOut(page)
    expect(Object.entries(ways).map(([label, { origin, pathname }]) => [label, origin, pathname])).toEqual([
      [x, 'https://x.com', '/intent/post'],
      [facebook, 'https://www.facebook.com', '/sharer/sharer.php'],
      [line, 'https://social-plugins.line.me', '/lineit/share'],
      [naver, 'https://share.naver.com', '/web/shareView'],
      [bluesky, 'https://bsky.app', '/intent/compose'],
      [linkedin, 'https://www.linkedin.com', '/sharing/share-offsite/'],
      [email, 'null', ''],
    ])
    for (const [label, { href }] of Object.entries(ways))
      expect(`${label} ${decodeURIComponent(href)}`).toContain(address)
    for (const [label, name] of Object.entries({
      [x]: 'text',
      [line]: 'text',
      [bluesky]: 'text',
      [email]: 'body',
    }))
      expect(given(ways, label, name)).toContain(
        kind === 'comment' ? share.quote('Maya Okafor', '대피소를 더 지어 주세요.') : world.article.headline,
      )
    expect([given(ways, naver, 'title'), given(ways, email, 'subject')]).toEqual(
      Array(2).fill(world.article.headline),
    )
    // The link to copy, for KakaoTalk too, and the reader's own Mastodon server.
    expect(page).toMatch(
      new RegExp(`<input class="field" readonly(="")? value="${address}" aria-label="${share.address}"`),
    )
    for (const label of [share.copy, share.kakao, share.kakaoByHand, share.server, share.toServer])
      expect(plainText(page)).toContain(label)
    expect(page).toContain(`<html lang="${lang}"`)
  })

  it('leads back, to the comment or the discussion, and to the page in the other language', async () => {
    const id = await written('Back again.')
    const page = await html(commentShare(id, lang))
    const other = LANGUAGES.find((one) => one !== lang)
    expect(addresses(page)).toContain(`/a/${world.article.id}/c/${id}?lang=${lang}`)
    expect(addresses(page)).toContain(`/a/${world.article.id}/c/${id}/share?lang=${other}`)
    expect(addresses(await html(discussionShare(lang)))).toContain(`/a/${world.article.id}?lang=${lang}`)
  })
})

describe('a share page', () => {
  it('loads nothing but our own style sheet: no script, no picture, nobody else’s host', async () => {
    for (const path of [discussionShare(), commentShare(await written('Nothing is loaded.'))]) {
      const response = await world.request(path)
      const page = await response.text()
      expect(page).not.toMatch(/<(script|img|iframe|object|embed|video|audio|source)\b/)
      expect(page.match(/<link\b[^>]*>/g)).toEqual([expect.stringMatching(/rel="stylesheet" href="\/[^/]/)])
      expect(page).not.toMatch(/\b(src|srcset|style|ping|background)="/)
      const policy = response.headers.get('content-security-policy') ?? ''
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).not.toMatch(/https?:/)
      expect(response.headers.get('cache-control')).toBe('private, no-store')
      expect(page).toContain('<meta name="robots" content="noindex"')
    }
  })

  it('tells the other site neither who comes nor from where', async () => {
    const response = await world.request(discussionShare())
    expect(response.headers.get('referrer-policy')).toBe('same-origin')
    for (const [link] of (await response.text()).matchAll(/<a class="way-out"[^>]*>/g))
      expect(link).toContain('rel="noopener noreferrer"')
  })

  it.each(HOSTILE.map((text, at) => [at, text] as const))(
    'keeps hostile text and name %i as data',
    async (_at, text) => {
      const body = Array.from(text).slice(0, 250).join('')
      const article = await world.putArticle({ headline: body.replaceAll(/\s+/g, ' ').slice(0, 250) })
      const harmless = skeleton(await html(commentShare(await written('Plain words.'))))
      const id = await written(body, text.slice(0, 60), article)
      for (const page of [await html(`/a/${article.id}/c/${id}/share?lang=en`)]) {
        expect(skeleton(page)).toEqual(harmless)
        const ways = waysOut(page)
        expect(Object.keys(ways)).toHaveLength(7)
        expect(Object.values(ways).map(({ protocol }) => protocol)).toEqual([
          ...Array(6).fill('https:'),
          'mailto:',
        ])
        for (const { search } of Object.values(ways)) expect(search).toMatch(/^\?[\w%.*=&-]+$/)
        expect(given(ways, 'LINE', 'text')).toMatch(/…|”$/)
        expect(given(ways, 'Facebook', 'u')).toBe(`${world.publicUrl}/a/${article.id}/c/${id}`)
      }
      expect(skeleton(await html(discussionShare('en', article)))).toEqual(
        skeleton(await html(discussionShare('en'))),
      )
    },
  )

  it('cuts by what each network counts: 250 syllables are too long for X alone', async () => {
    const text = '나'.repeat(250)
    const ways = waysOut(await html(commentShare(await written(text, '김하늘'), 'ko')))
    const { share } = catalogue('ko').acts
    const whole = share.quote('김하늘', text)
    const onX = given(ways, share.targets.x, 'text')
    // Hangul counts double there, and the link takes 24 of 280.
    const weight = Array.from(onX, (char) => (/[가-힣]/.test(char) ? 2 : 1)).reduce<number>(
      (a, b) => a + b,
      0,
    )
    expect([onX.endsWith('…”'), weight >= 253 && weight <= 256]).toEqual([true, true])
    expect(given(ways, share.targets.line, 'text')).toBe(whole)
    const onBluesky = given(ways, share.targets.bluesky, 'text')
    expect(Array.from(graphemes(onBluesky)).length).toBeLessThanOrEqual(300)
    expect(onBluesky).toContain('…” https://')
    const mail = ways[share.targets.email]?.href ?? ''
    expect([mail.length < 2_000, decodeURIComponent(mail).includes('…”')]).toEqual([true, true])
  })

  it('never parts what is one sign to its reader', async () => {
    const family = '👨‍👩‍👧‍👦'
    const ways = waysOut(await html(commentShare(await written(family.repeat(150)))))
    for (const [label, name] of [
      ['X', 'text'],
      ['Bluesky', 'text'],
      ['E-mail', 'body'],
    ] as const)
      expect(given(ways, label, name)).toMatch(new RegExp(`^Maya Okafor: “(${family})+…”`, 'u'))
  })
})
