import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { createCardRenderer } from '../../src/adapters/card-renderer.ts'
import {
  type ArticleCardSpec,
  CARD_SIZE,
  type Card,
  type CardSpec,
  type CommentCardSpec,
} from '../../src/features/sharing/model.ts'

const fontsDir = new URL('../../src/adapters/fonts', import.meta.url).pathname
const renderer = createCardRenderer({ fontsDir })

/** The message stays inside the middle 600 rows, because KakaoTalk and X crop cards to 2:1. */
const BAND = { top: 15, bottom: 615 }
const MAX_BYTES = 250_000

const photo = await sharp({ create: { width: 1600, height: 900, channels: 3, background: '#20a040' } })
  .jpeg()
  .toBuffer()

const article: ArticleCardSpec = {
  kind: 'article',
  language: 'en',
  section: 'National › North Korea',
  headline: 'Leader sets new defence goals on second day of party meeting',
  byline: 'By Seo Yuna · 28 Dec 2022',
  stamp: '2022',
  paper: 'The Morning Ledger',
  accent: '#15539a',
  logo: null,
  photo: null,
}

const comment: CommentCardSpec = {
  kind: 'comment',
  language: 'ko',
  author: '김하늘',
  text: '기사 잘 읽었습니다.',
  headline: '北, 전원회의 이틀째 “새해 국방력 강화 목표” 제시',
  paper: '모닝레저',
  accent: '#15539a',
  logo: null,
}

const HANGUL = '가나다라마바사아자차카타파하'.repeat(20)
const say = (text: string): CommentCardSpec => ({ ...comment, text })

const cards: Record<string, CardSpec> = {
  'English article': article,
  'English article with photo': { ...article, photo },
  'Korean article with Hanja': {
    ...article,
    language: 'ko',
    headline: comment.headline,
    byline: '서유나 기자',
  },
  'Korean article with photo': { ...article, language: 'ko', headline: comment.headline, photo },
  'endless Korean headline': {
    ...article,
    language: 'ko',
    headline: HANGUL.repeat(4),
    section: HANGUL,
    byline: HANGUL,
    photo,
  },
  'endless headline without a space': { ...article, headline: 'W'.repeat(5_000), paper: 'W'.repeat(5_000) },
  'one word': say('네.'),
  '250 Hangul': say(HANGUL.slice(0, 250)),
  '250 wide Latin letters': say('W'.repeat(250)),
  '250 emoji': say('😀'.repeat(250)),
  'joined emoji, as many as a comment may have': say(`${'👩‍🚀‍'.repeat(7).slice(0, -1)} `.repeat(28)),
  'a letter a line': say('a\n\n'.repeat(84).slice(0, 250)),
  'emoji in name and text': { ...say('👏👏🇰🇷 👨‍👩‍👧‍👦 1️⃣'), author: '🌊 바다' },
  'right-to-left': { ...say('שלום עולם, مرحبا بالعالم'), author: 'נועה בר' },
  'letters that no font has': say('สวัสดี 𒐫𒐫 𝔘𝔫𝔦 简'),
  hostile: {
    ...comment,
    author: '<script>alert(1)</script>',
    text: '</script><img src=x onerror=alert(1)>\u0000\uD800 \u202Eabc\u202C z\u0321\u0358\u0334\u0352\u0315\u031b\u0340\u0341\u0358',
    headline: '{"a":1}\u2028\\u003c',
    paper: '\u200f\u200f',
    accent: 'url(https://evil.example/x)',
  },
  'nothing at all': { ...comment, author: '', text: '', headline: '', paper: '' },
  'a hundred thousand letters': { ...comment, text: 'x'.repeat(100_000), headline: '\u0301'.repeat(100_000) },
}

interface Pixels {
  data: Buffer
  width: number
}

async function pixelsOf(card: Card): Promise<Pixels> {
  const { data, info } = await sharp(card.bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  return { data, width: info.width }
}

const pixel = ({ data, width }: Pixels, x: number, y: number) => [
  ...data.subarray((y * width + x) * 3).subarray(0, 3),
]

/** Rows that hold anything but paper, left of `columns`. */
function inkedRows({ data, width }: Pixels, columns: number): number[] {
  const rows: number[] = []
  for (let y = 0; y < CARD_SIZE.height; y += 1) {
    const row = data.subarray(y * width * 3, (y * width + columns) * 3)
    if (row.some((value) => value < 235)) rows.push(y)
  }
  return rows
}

function differingRows(a: Pixels, b: Pixels): number[] {
  const rows: number[] = []
  const stride = a.width * 3
  for (let y = 0; y < CARD_SIZE.height; y += 1) {
    if (!a.data.subarray(y * stride, (y + 1) * stride).equals(b.data.subarray(y * stride, (y + 1) * stride)))
      rows.push(y)
  }
  return rows
}

describe('every card', () => {
  it.each(Object.entries(cards))(
    '%s: 1200 × 630, small, inside the band that is never cropped',
    async (_, spec) => {
      const card = await renderer.render(spec)
      const withPhoto = spec.kind === 'article' && spec.photo !== null
      expect(card.type).toBe(withPhoto ? 'image/jpeg' : 'image/png')
      expect(card.bytes.length).toBeLessThan(MAX_BYTES)
      const { format, width, height } = await sharp(card.bytes).metadata()
      expect({ type: `image/${format}`, width, height }).toEqual({ type: card.type, ...CARD_SIZE })

      const rows = inkedRows(await pixelsOf(card), withPhoto ? 672 : CARD_SIZE.width)
      expect(rows.length).toBeGreaterThan(0)
      expect(rows.at(0)).toBeGreaterThanOrEqual(BAND.top)
      expect(rows.at(-1)).toBeLessThan(BAND.bottom)
    },
  )

  it('is the same whenever the same is asked', async () => {
    const [first, second] = await Promise.all([renderer.render(comment), renderer.render(comment)])
    expect(Buffer.from(first.bytes).equals(Buffer.from(second.bytes))).toBe(true)
  })

  it('asks nobody for anything, whatever addresses its texts hold', async () => {
    let requests = 0
    const server = createServer((_, response) => {
      requests += 1
      response.end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const bound = server.address()
    if (bound === null || typeof bound === 'string') throw new Error('not listening on a port')
    const address = `http://127.0.0.1:${bound.port}/x.png`
    await renderer.render({
      ...comment,
      text: `<img src="${address}"> url(${address})`,
      author: address,
      accent: `url(${address})`,
    })
    await new Promise((resolve) => server.close(resolve))
    expect(requests).toBe(0)
  })
})

describe('a comment is on its card to the last letter', () => {
  const shown = async (text: string) => pixelsOf(await renderer.render(say(text)))

  it.each([
    ['Hangul', HANGUL.slice(0, 249), '가', '힣'],
    [
      'Latin',
      'The quick observer asks what the second day adds to the first. '.repeat(4).slice(0, 249),
      'a',
      'm',
    ],
    ['emoji', '😀'.repeat(249), '🔴', '🔵'],
    ['short lines', `${'한 줄씩\n'.repeat(49)}끝`, '가', '힣'],
  ])('250 of %s', async (_, text, one, other) => {
    const rows = differingRows(await shown(text + one), await shown(text + other))
    expect(rows.length).toBeGreaterThan(4)
    // One letter in one line, and that line above the rule under the text.
    expect((rows.at(-1) ?? 0) - (rows.at(0) ?? 0)).toBeLessThan(60)
    expect(rows.at(-1)).toBeLessThan(500)
  })

  it('whatever it is made of', async () => {
    const piece = fc.oneof(
      fc.string({ unit: fc.constantFrom(...'가힣뷁한글의'), minLength: 1, maxLength: 12 }),
      fc.string({ unit: fc.constantFrom(...'aMW.i,'), minLength: 1, maxLength: 40 }),
      fc.constantFrom('😀', '👨‍👩‍👧‍👦', '🇰🇷', '北', '\n', '‘’“”…', '—'),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 80 }), async (pieces) => {
        const text = [...pieces.join(' ')].slice(0, 240).join('').trim()
        const [one, other] = await Promise.all([shown(`${text} 가`), shown(`${text} 힣`)])
        expect(differingRows(one, other).length).toBeGreaterThan(4)
      }),
      { numRuns: 25 },
    )
  })

  it('in large letters when it is short', async () => {
    const height = (rows: number[]) => rows.filter((y) => y > 150 && y < 480).length
    const [word, sentence] = await Promise.all([shown('네'), shown('기사를 아주 잘 읽었습니다. '.repeat(6))])
    const lastOfWord = inkedRows(word, 300)
    expect(height(lastOfWord)).toBeGreaterThan(60)
    expect(height(inkedRows(sentence, 1_200))).toBeGreaterThan(height(lastOfWord))
  })

  // Equal words in a row break after every nth one; with torn words no n would give the same picture.
  it.each([5, 6, 7, 8, 9, 10])('and its Korean words of %i syllables are kept whole', async (length) => {
    const words = Array.from({ length: Math.floor(100 / length) }, () => HANGUL.slice(0, length))
    const asWritten = await shown(words.join(' '))
    const brokenAfter = (count: number) =>
      words.map((word, index) => `${word}${(index + 1) % count === 0 ? '\n' : ' '}`).join('')
    const same: number[] = []
    // More lines than these would no longer be shown as lines.
    for (const count of [1, 2, 3, 4, 5, 6].filter((each) => words.length / each <= 5)) {
      if (differingRows(asWritten, await shown(brokenAfter(count))).length === 0) same.push(count)
    }
    expect(same).not.toEqual([])
  })
})

describe('a headline', () => {
  it('leaves no lone short word in its last line', async () => {
    const { data, width } = await pixelsOf(await renderer.render({ ...article, photo }))
    const inkEnd = (y: number) => {
      for (let x = 671; x >= 0; x -= 1) if ((data[(y * width + x) * 3] ?? 255) < 128) return x
      return 0
    }
    const ends = Array.from({ length: 370 }, (_, i) => inkEnd(110 + i))
    const bottom = ends.findLastIndex((end) => end > 0)
    expect(Math.max(...ends.slice(bottom - 40, bottom + 1))).toBeGreaterThan(64 + 0.4 * 560)
  })
})

describe('an article’s photo', () => {
  it('fills the right side, under the stamp of the year', async () => {
    const pixels = await pixelsOf(await renderer.render({ ...article, photo }))
    const [red = 0, green = 0] = pixel(pixels, 940, 400)
    expect(green).toBeGreaterThan(red + 60)
    const [stampRed = 0, stampGreen = 0] = pixel(pixels, 1_168, 45)
    expect(stampRed).toBeGreaterThan(stampGreen + 60)
    const unstamped = await pixelsOf(await renderer.render({ ...article, photo, stamp: null }))
    expect(pixel(unstamped, 1_168, 45)[1]).toBeGreaterThan(100)
  })

  it('never makes the card heavy, not even when it is pure noise', async () => {
    const noise = { type: 'gaussian', mean: 128, sigma: 90 } as const
    const noisy = await sharp({
      create: { width: 1200, height: 1200, channels: 3, background: '#888', noise },
    })
      .jpeg({ quality: 70 })
      .toBuffer()
    const card = await renderer.render({ ...article, photo: noisy })
    expect(card.bytes.length).toBeLessThan(MAX_BYTES)
  })

  it('shows its transparent parts as paper', async () => {
    const clear = await sharp({ create: { width: 600, height: 700, channels: 4, background: '#00000000' } })
      .png()
      .toBuffer()
    expect(pixel(await pixelsOf(await renderer.render({ ...article, photo: clear })), 940, 400)).toEqual([
      255, 255, 255,
    ])
  })

  it('is refused when it is no picture or too large, and the next card is drawn', async () => {
    const large = await sharp({ create: { width: 5_000, height: 4_000, channels: 3, background: '#fff' } })
      .png()
      .toBuffer()
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')
    for (const bytes of [large, svg, Buffer.from('garbage'), Buffer.alloc(0), photo.subarray(0, 200)]) {
      await expect(renderer.render({ ...article, photo: bytes })).rejects.toThrow()
    }
    expect((await renderer.render({ ...article, photo })).type).toBe('image/jpeg')
  })
})

describe('a burst of cards', () => {
  it('is drawn as far as the queue goes, and refused beyond', async () => {
    await renderer.render(comment)
    const asked = Array.from({ length: 60 }, (_, index) => renderer.render(say(`댓글 ${index}`)))
    const answers = await Promise.allSettled(asked)
    const refused = answers.filter(({ status }) => status === 'rejected')
    expect(refused).toHaveLength(60 - 2 - 32)
    expect((await renderer.render(comment)).bytes.length).toBeGreaterThan(0)
  })
})

describe('the renderer’s version', () => {
  const fontFiles = async () =>
    (await readdir(fontsDir)).filter((file) => /\.(otf|ttf|woff2)$/.test(file)).sort()

  it('stays while nothing changes, and changes with the last byte of any font', async () => {
    const versions = new Set([renderer.version, createCardRenderer({ fontsDir }).version])
    expect(versions.size).toBe(1)
    const fonts = await fontFiles()
    for (const changed of fonts) {
      const other = await mkdtemp(join(tmpdir(), 'fonts-'))
      try {
        for (const file of fonts.filter((name) => name !== changed))
          await symlink(join(fontsDir, file), join(other, file))
        const bytes = await readFile(join(fontsDir, changed))
        bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1)
        await writeFile(join(other, changed), bytes)
        versions.add(createCardRenderer({ fontsDir: other }).version)
      } finally {
        await rm(other, { recursive: true })
      }
    }
    expect(versions.size).toBe(1 + fonts.length)
  })

  it('is known to the built program without reading the fonts', async () => {
    const digest = createHash('sha256')
    for (const file of await fontFiles()) digest.update(await readFile(join(fontsDir, file)))
    expect(await readFile('dist/program.cjs', 'utf8')).toContain(digest.digest('hex'))
  })

  it('cannot be had without the fonts', () => {
    expect(() => createCardRenderer({ fontsDir: tmpdir() }).version).toThrow()
  })
})
