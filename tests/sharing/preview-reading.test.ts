import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { READ_LIMIT, readPage } from '../../src/features/previews/read-page.ts'
import { isBlocked } from '../../src/features/previews/robots.ts'

const utf8 = (html: string) => new TextEncoder().encode(html)
const read = (html: string, type = 'text/html; charset=utf-8') => readPage(utf8(html), type)
const first = (html: string, name: string) => read(html).values.find((value) => value.name === name)?.content
const og = (attributes: string) => first(`<head><meta ${attributes}></head>`, 'og:title')

describe('tags of a head', () => {
  it.each([
    ['quoted', `property="og:title" content="Shelters open"`, 'Shelters open'],
    [
      'in single quotes and the other order',
      `content='Shelters "open"' property='og:title'`,
      'Shelters "open"',
    ],
    ['without quotes', 'property=og:title content=Shelters', 'Shelters'],
    ['in capitals, with spaces', ` PROPERTY = "OG:Title"  Content = "Shelters" / `, 'Shelters'],
    ['over several lines', `property="og:title"\n content="Shelters\n   open"`, 'Shelters open'],
    ['twice, of which the first counts', `property="og:title" content="A" content="B"`, 'A'],
  ])('are read when written %s', (_, attributes, content) => {
    expect(og(attributes)).toBe(content)
  })

  it.each([
    ['&amp;quot;', '&quot;'],
    ['&lt;b&gt; &amp; &quot;q&quot; &apos;', `<b> & "q" '`],
    ['&#54620;&#xAE00; &#x1F1F0;&#x1F1F7;', '한글 🇰🇷'],
    ['&ldquo;a&rdquo; &hellip; &middot; &eacute; &yuml;', '“a” … · é ÿ'],
    ['caf&eacute AT&T &copy;right &copyright &unknown;', 'café AT&T ©right &copyright &unknown;'],
    ['&#147;old&#148; &#0;&#xD800;&#x110000;', '“old” ���'],
  ])('decode %s once', (written, content) => {
    expect(og(`property="og:title" content="${written}"`)).toBe(content)
  })

  it('are not those in comments, scripts and styles', () => {
    const fake = '<meta property="og:title" content="Fake">'
    const html = `<!-- ${fake} --><script>"${fake}"</script><style>/*${fake}*/</style><noscript>${fake}</noscript>`
    expect(first(`<head>${html}<meta property="og:title" content="Real">`, 'og:title')).toBe('Real')
  })

  it('end with the head; those after it are counted', () => {
    const { values, strays } = read(
      `<head><title>T</title></head><body><meta property="og:title" content="Late"></body>`,
    )
    expect(values.map(({ name }) => name)).toEqual(['title'])
    expect(strays).toBe(1)
  })

  it('know at which byte they end, whatever the letters', () => {
    const html = '<head><title>쉼터 두 곳</title><meta property="og:title" content="국경 도로">'
    const value = read(html).values.find(({ name }) => name === 'og:title')
    expect(value?.end).toBe(utf8(html).length)
  })

  it('count as read only within the first megabyte', () => {
    const filler = `<style>${'x'.repeat(READ_LIMIT)}</style>`
    expect(first(`${filler}<meta property="og:title" content="Late">`, 'og:title')).toBeUndefined()
  })

  it('name the canonical page, oEmbed and structured data, wherever that stands', () => {
    const html = `<head><link rel="canonical nofollow" href="/a?b=1&amp;c=2">
      <link rel=alternate type="application/json+oembed" href="/oembed"></head>
      <body><script type="application/ld+json">{"@graph":[{"@type":"WebSite"},
      {"@type":["NewsArticle"],"headline":"H","image":[{"url":"https://i.example/1.jpg"}]}]}</script>`
    const values = Object.fromEntries(read(html).values.map(({ name, content }) => [name, content]))
    expect(values).toEqual({
      canonical: '/a?b=1&c=2',
      oembed: '/oembed',
      'json-ld:headline': 'H',
      'json-ld:image': 'https://i.example/1.jpg',
    })
  })
})

describe('encodings', () => {
  const title = '<head><title>국경</title><meta property="og:title" content="쉼터">'
  // 국경, 쉼터 in EUC-KR.
  const korean = Buffer.concat([
    Buffer.from('<head><title>'),
    Buffer.from([0xb1, 0xb9, 0xb0, 0xe6]),
    Buffer.from('</title><meta charset="euc-kr"><meta property="og:title" content="'),
    Buffer.from([0xbd, 0xb0, 0xc5, 0xcd]),
    Buffer.from('">'),
  ])

  it.each([
    ['declared by the header', korean, 'text/html; charset=EUC-KR'],
    ['declared by the page', korean, 'text/html'],
    ['UTF-8 by its mark, against the header', Buffer.from(`\uFEFF${title}`), 'text/html; charset=euc-kr'],
    ['UTF-16', Buffer.from(`\uFEFF${title}`, 'utf16le'), 'text/html'],
  ])('%s', (_, bytes, type) => {
    const { values, broken } = readPage(bytes, type)
    expect(values.map(({ content }) => content)).toEqual(['국경', '쉼터'])
    expect(broken).toBe(false)
  })

  it('a wrong or unknown one is said, never thrown', () => {
    expect(readPage(korean, 'text/html; charset=utf-8').broken).toBe(true)
    expect(readPage(korean, 'text/html; charset=klingon').charset).toBe('euc-kr')
    expect(readPage(Buffer.from(title), 'text/html; charset=iso-2022-jp').charset).toBe('utf-8')
  })
})

describe('hostile pages', () => {
  it.each([
    ['an open comment', '<!--'.repeat(200_000)],
    ['open scripts', '<script>'.repeat(120_000)],
    ['open quotes', '<meta content="'.repeat(60_000)],
    ['mixed quotes', `<meta a='b" c="d' `.repeat(50_000)],
    ['attributes without end', `<meta ${'a=b '.repeat(250_000)}`],
    ['spaces without end', `<meta ${' '.repeat(1_000_000)}`],
    ['brackets', '<'.repeat(1_000_000)],
    ['tags', '<a>'.repeat(330_000)],
    ['references', `<title>${'&#'.repeat(400_000)}</title>`],
    ['deep JSON', `<script type="application/ld+json">${'['.repeat(190_000)}</script>`],
    ['a huge title', `<title>${'가'.repeat(300_000)}</title>`],
  ])('%s: read in bounded time', (_, html) => {
    const started = performance.now()
    const { values } = read(html)
    // Tens of milliseconds; a quadratic reader takes minutes.
    expect(performance.now() - started).toBeLessThan(3_000)
    for (const { content } of values) expect(content.length).toBeLessThanOrEqual(2_000)
  })

  it('no bytes whatever make it throw', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            '<meta ',
            'property=',
            '"',
            "'",
            'og:title',
            '>',
            '<',
            '&#',
            '&amp',
            ';',
            '\0',
            '한',
            '</script>',
            '<script type="application/ld+json">',
            '{"@type":"Article","headline":',
            '<!--',
            '-->',
            '=',
          ),
          { maxLength: 60 },
        ),
        (parts) => {
          expect(read(parts.join('')).values.length).toBeLessThanOrEqual(60)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('more values than a head has are left out', () => {
    expect(read('<meta property="og:image" content="x">'.repeat(5_000)).values).toHaveLength(300)
  })
})

describe('robots.txt', () => {
  const file = `
    User-agent: *
    Disallow: /private/
    Disallow: /*.pdf$
    User-agent: Twitterbot
    User-agent: Googlebot
    Disallow: /cards/
    Allow: /cards/a/ # the cards
    Disallow:
  `
  it.each([
    ['Slackbot', '/private/1', true],
    ['Slackbot', '/a.pdf', true],
    ['Slackbot', '/a.pdf?x', false],
    ['Slackbot', '/cards/', false],
    ['Twitterbot', '/private/1', false],
    ['Twitterbot', '/cards/c/1.png', true],
    ['Twitterbot', '/cards/a/1.png', false],
    ['Googlebot-Image', '/cards/c/1.png', true],
  ])('for %s and %s: %s', (robot, path, blocked) => {
    expect(isBlocked(file, robot, path)).toBe(blocked)
  })

  it('is read in bounded time', () => {
    const started = performance.now()
    isBlocked(`User-agent: *\nDisallow: ${'/*a'.repeat(20_000)}$`, 'x', `/${'a'.repeat(2_000)}`)
    isBlocked('User-agent: *\n'.repeat(40_000), 'x', '/')
    expect(performance.now() - started).toBeLessThan(1_000)
  })
})
