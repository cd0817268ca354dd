import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  type Answer,
  createPaper,
  goodAnswers,
  HTML,
  type Paper,
  PHOTO,
  STORY,
  storyPage,
} from '../sharing/preview-paper.ts'
import { plainText } from '../support/desk.ts'
import { createWorld, type Person, type World } from '../support/world.ts'

let world: World
let moderator: Person
let paper: Paper
let good: Record<string, Answer>
beforeAll(async () => {
  good = await goodAnswers()
  paper = createPaper(good, (ms) => world.clock.advance(ms))
  world = await createWorld({ outbound: paper.outbound })
})
beforeEach(async () => {
  paper.answers = { ...good }
  paper.asked.length = 0
  moderator = await world.staff()
})
afterAll(() => world.close())

const get = (url: string, more = '', as: Person | undefined = moderator) =>
  world.request(`/console/previews?${new URLSearchParams(url === '' ? {} : { url })}${more}`, { as })
const shown = async (url: string, more = '') => plainText(await (await get(url, more)).text())

describe('the preview page', () => {
  it('is there for everybody of the desk and for nobody else', async () => {
    for (const role of ['moderator', 'senior', 'admin'] as const)
      expect((await get('', '', await world.staff('Seo Yuna', role))).status).toBe(200)
    expect((await get(STORY, '', await world.reader())).headers.get('location')).toBe('/console/login')
    expect(paper.asked).toEqual([])
  })

  it('asks nobody until an address is there', async () => {
    expect(await shown('')).toContain('Address of a page')
    expect(paper.asked).toEqual([])
  })

  it('names each place where an address may begin once', async () => {
    const own = 'https://comments.ledger.example'
    const paper = await createWorld({ publicUrl: own, site: { origins: [own] } })
    const page = await paper.request('/console/previews', { as: await paper.staff() })
    expect((await page.text()).match(/https:\/\/comments\.ledger\.example/g)).toHaveLength(1)
    await paper.close()
  })

  it('draws the five cards and judges all twelve', async () => {
    const page = await (await get(STORY)).text()
    expect(page).toContain('12 of 12 show it as it should be')
    expect([...page.matchAll(/aria-label="Card on (\w+)"/g)].map(([, name]) => name)).toEqual([
      'X',
      'Facebook',
      'KakaoTalk',
      'WhatsApp',
      'Google',
    ])
    expect(page.match(/<th scope="row">/g)).toHaveLength(12)
    expect(page).toContain('Nothing. Every reader of links finds what it needs.')
  })

  it('says what is wrong, whom it concerns and what to do', async () => {
    paper.answers[STORY] = { headers: HTML, body: storyPage({ card: '' }) }
    const page = await shown(STORY)
    expect(page).toContain('10 of 12 show it as it should be')
    expect(page).toContain('Add twitter:card with summary_large_image.')
    expect(page).toMatch(/twitter:card is missing: the picture stays small\s*– X, Discord/)
  })

  it('leads to where each platform renews its copy, and says where there is no such place', async () => {
    const page = await (await get(STORY)).text()
    const links = [...page.matchAll(/href="(https:[^"]+)" target="_blank" rel="noopener noreferrer"/g)]
    expect(links.map(([, link]) => link)).toEqual([
      `https://developers.facebook.com/tools/debug/?q=${encodeURIComponent(STORY)}`,
      'https://developers.kakao.com/tool/debugger/sharing',
      'https://search.google.com/search-console/inspect',
      `https://www.linkedin.com/post-inspector/inspect/${encodeURIComponent(STORY)}`,
      'https://t.me/WebpageBot',
    ])
    expect(plainText(page)).toContain('No way; about a week')
  })

  it('speaks Korean', async () => {
    const page = await shown(STORY, '&lang=ko')
    expect(page).toContain('12곳 중 12곳에서 제대로 보입니다')
    expect(page).toContain('카카오톡')
  })

  it.each([
    ['another site', 'https://elsewhere.example/', 'This is no page of the paper.'],
    ['no address', 'not an address', 'This is no page of the paper.'],
  ])('refuses %s in words, and keeps what was typed', async (_, url, words) => {
    const response = await get(url)
    expect(response.status).toBe(422)
    const page = await response.text()
    expect(page).toContain(words)
    expect(page).toContain(`value="${url}"`)
    expect(paper.asked).toEqual([])
  })

  it('says when somebody asks too often, and when not', async () => {
    for (let n = 0; n < 20; n += 1) await get(STORY)
    const response = await get(STORY)
    expect(response.status).toBe(429)
    const page = await response.text()
    expect(page).toContain('role="alert"')
    expect(page).not.toMatch(/You are writing|Your text/)
  })

  it('no word of a page becomes markup', async () => {
    const evil = `</title></script><script>alert(1)</script><img src=x onerror=alert(1)>\u202egnp.exe`
    const text = evil.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    paper.answers[STORY] = {
      headers: HTML,
      body: storyPage({
        ogTitle: `<meta property="og:title" content="${text}">`,
        ogDescription: `<meta property="og:description" content="${text.repeat(50)}">`,
        ogImage: '<meta property="og:image" content="javascript:alert(1)">',
        canonical: '<link rel="canonical" href="javascript:alert(2)">',
        card: `<meta name="twitter:card" content="${text}">`,
      }),
    }
    const page = await (await get(STORY)).text()
    expect(page).toContain('&lt;script&gt;alert(1)')
    expect(page).not.toMatch(/<script>alert|<img src=x|href="javascript/)
    expect(page.match(/<script/g)).toHaveLength((await (await get('')).text()).match(/<script/g)?.length ?? 0)
  })
})

describe('the pictures of the page', () => {
  const pictures = async () =>
    [...(await (await get(STORY)).text()).matchAll(/src="(\/console\/previews\/[^"]+)"/g)].map(
      ([, src]) => src ?? '',
    )

  it('come from this service, cut for each platform, and no address of the paper is in the page as a source', async () => {
    const found = await pictures()
    expect(found.map((src) => src.split('/').at(-1))).toEqual([
      'x.jpg',
      'facebook.jpg',
      'kakao.jpg',
      'whatsapp.jpg',
      'google.jpg',
    ])
    for (const src of found) {
      const response = await world.request(src, { as: moderator })
      expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/jpeg'])
      expect(response.headers.get('cache-control')).toContain('private')
      expect([...new Uint8Array(await response.arrayBuffer()).subarray(0, 2)]).toEqual([0xff, 0xd8])
    }
    expect(await (await get(STORY)).text()).not.toContain(`src="${PHOTO}`)
  })

  it('are shown to the desk alone', async () => {
    const [src = ''] = await pictures()
    expect((await world.request(src)).status).toBe(303)
    expect((await world.request(src, { as: await world.reader() })).status).toBe(303)
    for (const other of [src.replace('x.jpg', 'y.jpg'), src.replace(/[0-9a-f]{64}/, '0'.repeat(64))])
      expect((await world.request(other, { as: moderator })).status).toBe(404)
  })
})
