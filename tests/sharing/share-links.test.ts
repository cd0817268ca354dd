import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { graphemes } from '../../src/kernel/text.ts'
import {
  mastodonHref,
  SHARE_TARGETS,
  type Shared,
  type ShareTarget,
  serverOf,
  shareHref,
} from '../../src/ui/share-links.ts'
import {
  fitting,
  IN_MAIL,
  MESSAGE,
  ON_MASTODON,
  ON_X,
  onBluesky,
  TITLE,
  weightOnX,
} from '../../src/ui/share-text.ts'

const URL_OF_COMMENT =
  'https://comments.ledger.example/a/019a0000-0000-7000-8000-000000000001/c/019a0000-0000-7000-8000-000000000002'
const FAMILY = '👨‍👩‍👧‍👦'
const ROOMS = {
  X: ON_X,
  Bluesky: onBluesky(URL_OF_COMMENT),
  Mastodon: ON_MASTODON,
  'a message': MESSAGE,
  'a title': TITLE,
  mail: IN_MAIL,
}
const quote = (text: string) => `김하늘 님: “${text}”`

const PIECES = [
  '가',
  '\u1112\u1161\u11ab',
  FAMILY,
  '🇰🇷',
  '👍🏽',
  '1️⃣',
  'e\u0301',
  'नि',
  'กำ',
  ' ',
  '\r\n',
  'a.kr ',
  'https://a.kr/',
]

/** What people write: words, Hangul whole and in pieces, families, flags, marks, links. Short ones, and up to 4 KB. */
const written = fc
  .array(fc.oneof(fc.string({ unit: 'grapheme', maxLength: 12 }), fc.constantFrom(...PIECES)), {
    maxLength: 40,
    size: 'max',
  })
  .chain((parts) => fc.integer({ min: 1, max: 40 }).map((times) => parts.join('').repeat(times)))
  .map((text) => Array.from(text).slice(0, 2_000).join(''))
/** Too long for every room. */
const long = written.map((text) => `${text}${'나'.repeat(700)}`)
const name = fc.string({ unit: 'grapheme', maxLength: 400, size: 'max' })

/** The text up to each of its clusters, without the space there. */
function ends(text: string): Set<string> {
  const found = new Set<string>()
  let end = 0
  for (const { length } of graphemes(text)) {
    end += length
    found.add(text.slice(0, end).trimEnd())
  }
  return found
}

const FEW = { numRuns: 40 }

describe.each(Object.entries(ROOMS))('a text for %s', (_name, room) => {
  it('never takes more room than there is, quoted or not, whatever the quotation', () => {
    fc.assert(
      fc.property(written, name, (text, name) => {
        for (const frame of [undefined, quote, (words: string) => `${name}: “${words}”`])
          expect(room.weigh(fitting(text, room, frame))).toBeLessThanOrEqual(room.limit)
      }),
      FEW,
    )
  })

  it('is whole where it fits', () => {
    fc.assert(
      fc.property(written, (text) => {
        const isWhole = fitting(text, room, quote) === quote(text)
        expect(isWhole).toBe(room.weigh(quote(text)) <= room.limit)
      }),
      FEW,
    )
    expect(fitting('짧은 글', room, quote)).toBe('김하늘 님: “짧은 글”')
  })

  it('is cut between clusters, with an ellipsis inside the quotation', () => {
    fc.assert(
      fc.property(long, (text) => {
        const kept = /^김하늘 님: “(.*)…”$/s.exec(fitting(text, room, quote))?.[1] ?? 'nothing'
        expect(text.startsWith(kept)).toBe(true)
        expect(ends(text).has(kept)).toBe(true)
      }),
      FEW,
    )
    expect(fitting(FAMILY.repeat(600), room)).toMatch(new RegExp(`^(${FAMILY})+…$`, 'u'))
    expect(fitting('한'.repeat(600), room)).toMatch(/^한+…$/)
  })
})

describe('the time that a cut takes', () => {
  it('grows with the length of the text, and not with its square', () => {
    const { user: before } = process.cpuUsage()
    expect(fitting('a'.repeat(64_000), MESSAGE, quote)).toMatch(/^김하늘 님: “a+…”$/)
    expect(process.cpuUsage().user - before).toBeLessThan(2_000_000)
  })

  it.each(['👍🏽', FAMILY, '🇰🇷', '\r\n', `e${'\u0301'.repeat(600)}`])(
    'parts no cluster on the way: %j',
    (cluster) => {
      for (let before = 0; before < 600; before += 1)
        expect(MESSAGE.weigh(`${'x'.repeat(before)}${cluster}y`)).toBe(before + 2)
    },
  )
})

describe('the weights', () => {
  it('on X count Hangul double and a link at least as a link', () => {
    expect(weightOnX('가a')).toBe(3)
    expect(weightOnX('a.kr')).toBeGreaterThanOrEqual(23)
    expect(weightOnX('그는 갔다. 또')).toBe(13)
  })

  it('leave a Korean comment of 250 syllables whole on Mastodon, and half of it on X', () => {
    const text = '나'.repeat(250)
    expect(fitting(text, ON_MASTODON, quote)).toBe(quote(text))
    expect(fitting(text, ON_X)).toBe(`${'나'.repeat(127)}…`)
  })

  it('on Bluesky count bytes too: 300 families are more than it takes', () => {
    const post = `${fitting(FAMILY.repeat(300), onBluesky(URL_OF_COMMENT))} ${URL_OF_COMMENT}`
    expect(new TextEncoder().encode(post).length).toBeLessThanOrEqual(3_000)
  })
})

const shared: Shared = {
  url: `${URL_OF_COMMENT}?a=b&c=d`,
  headline: 'Shelters & 50 % more\n#news',
  text: 'Safe + sound? “Yes” & <b>no</b>\nsecond line',
  quote: (text) => `Maya: “${text}”`,
}

describe('a share address', () => {
  const read = (target: ShareTarget, name: string) =>
    new URL(shareHref(target, shared)).searchParams.get(name)

  it.each([
    ['x', 'url', 'text'],
    ['line', 'url', 'text'],
    ['naver', 'url', 'title'],
  ] as const)('of %s gives link and words apart, as parameters', (target, link, words) => {
    expect(read(target, link)).toBe(shared.url)
    expect(read(target, words)).toBe(
      target === 'naver' ? 'Shelters & 50 % more #news' : shared.quote(shared.text),
    )
  })

  it('gives the link alone where nothing else is taken', () => {
    expect([read('facebook', 'u'), read('linkedin', 'url')]).toEqual([shared.url, shared.url])
  })

  it('gives words and link together where there is one text', () => {
    expect(read('bluesky', 'text')).toBe(`${shared.quote(shared.text)} ${shared.url}`)
    const toot = new URL(mastodonHref('mastodon.social', shared))
    expect([toot.origin, toot.pathname]).toEqual(['https://mastodon.social', '/share'])
    expect(toot.searchParams.get('text')).toBe(`${shared.quote(shared.text)} ${shared.url}`)
  })

  it('of e-mail has no plus for a space, and stays short enough for a mail program', () => {
    expect(shareHref('email', shared)).toMatch(/^mailto:\?subject=Shelters%20%26%2050%20%25%20more/)
    expect(shareHref('email', shared)).not.toContain('+')
    expect(shareHref('email', { ...shared, text: '나'.repeat(250) }).length).toBeLessThan(2_000)
  })

  it.each(SHARE_TARGETS)('of %s takes any text, even one that is no text', (target) => {
    const address = shareHref(target, { ...shared, text: '\ud83d\u0000\u202e', headline: '\udc00' })
    expect(address).toMatch(/^(https:\/\/[a-z.-]+\.[a-z]+\/[\w/.-]*|mailto:)\?[\w%.*=&-]*$/)
  })
})

describe('a Mastodon server', () => {
  it.each([
    ['mastodon.social', 'mastodon.social'],
    [' https://Planet.Moe/@ada ', 'planet.moe'],
    ['@ada@qdon.space', 'qdon.space'],
    ['ada@qdon.space', 'qdon.space'],
    ['한글.kr', 'xn--bj0bj06e.kr'],
  ])('is read from %s', (typed, host) => {
    expect(serverOf(typed)).toBe(host)
  })

  it.each([
    '',
    'mastodon',
    'localhost:3000',
    '127.0.0.1',
    '[::1]',
    'javascript:alert(1)',
    'a.example:8080',
    'a.example?x=.b.example',
    'a.example#@b.example',
    'a.example\\@b.example',
    'a.example\n.b.example',
    'a..example',
    '-',
  ])('is not %j', (typed) => {
    expect(serverOf(typed)).toBeNull()
  })

  const piece = fc.constantFrom(
    ...'@:/\\?#%.-[] \t\n',
    'https://',
    'a.example',
    'b.example',
    '。',
    '＠',
    '／',
    '\u202e',
  )
  it.each([
    ['pieces of addresses', fc.array(piece, { maxLength: 12 }).map((parts) => parts.join(''))],
    ['anything', fc.string({ unit: 'binary' })],
  ])('is a bare host that was typed as it is, or none, for %s', (_kind, typing) => {
    fc.assert(
      fc.property(typing, (typed) => {
        const host = serverOf(typed)
        const { href, hostname } = new URL(`https://${host ?? 'none'}/share`)
        expect([hostname, href]).toEqual([host ?? 'none', `https://${host ?? 'none'}/share`])
      }),
      { numRuns: 2_000 },
    )
  })
})
