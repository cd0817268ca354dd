import { describe, expect, it } from 'vitest'
import { decodeHtml } from '../../src/kernel/html-charset.ts'
import { readHead } from '../../src/kernel/html-head.ts'

describe('the head of a page', () => {
  it('is read in whichever way attributes are written', () => {
    const { lang, title, metas, links } = readHead(`<!DOCTYPE html><HTML LANG=ko><head>
      <TITLE>One &amp; two &#8212; &#x1F600; &nope; &amp;lt;</TITLE>
      <meta property="og:title" content='Say "hi" &lt;b&gt;'><meta name=Description content=plain />
      <meta content="first" content="second" itemprop = headline><meta charset="utf-8">
      <link href=/a?b=1&amp;c=2 rel="x Canonical"><link rel=icon>`)
    expect([lang, title]).toEqual(['ko', 'One & two — 😀 &nope; &lt;'])
    expect(metas).toEqual([
      { name: 'og:title', content: 'Say "hi" <b>' },
      { name: 'description', content: 'plain' },
      { name: 'headline', content: 'first' },
    ])
    expect(links).toEqual([
      { rel: 'x canonical', href: '/a?b=1&c=2' },
      { rel: 'icon', href: '' },
    ])
  })

  it('ends where it ends, and is not in comments, scripts or other texts', () => {
    const hidden = '<meta name=a content=hidden>'
    const head = `<!-- ${hidden} --><script>"${hidden}"</script><style>${hidden}</style><noscript>${hidden}</noscript>
      <template>${hidden}</template><title>${hidden}</title><?pi ${hidden.slice(0, -1)}?><svg>${hidden}</svg>`
    expect(readHead(`${head}<meta name=a content=seen></head>${hidden}`).metas).toEqual([
      { name: 'a', content: 'seen' },
    ])
    expect(readHead(`${head}<body ${'x'}>${hidden}`).metas).toEqual([])
  })

  it('gives structured data as it stands', () => {
    const { jsonLd } = readHead(
      '<script type="Application/LD+JSON; charset=utf-8">{"a":"</scripty>&amp;"}</SCRIPT ><script type=x>{}</script>',
    )
    expect(jsonLd).toEqual(['{"a":"</scripty>&amp;"}'])
  })

  it.each([
    ['nothing', ''],
    ['a tag that never ends', '<meta name="a" content="b'],
    ['a comment that never ends', '<!-- <meta name=a content=b>'],
    ['a script that never ends', '<script type=application/ld+json>{'],
    ['signs alone', '<<<>>>="\'</ </> <!> <=> <a=b=c <meta == =>'],
  ])('of %s is an empty one', (_, html) => {
    const { title, metas, links } = readHead(html)
    expect({ title, links, metas: metas.filter(({ content }) => content !== 'b') }).toEqual({
      ...{ title: '', links: [], metas: [] },
    })
  })

  it.each([
    ['open tags', '<meta '],
    ['attributes', 'a="b" '],
    ['open comments', '<!--'],
    ['raw texts without an end', '<title>'],
    ['quotes', '<a b="'],
    ['entities', '<meta name=a content="&#&#x&amp">'],
    ['signs', '<'],
  ])('made of %s alone takes no longer than any other', (_, part) => {
    const html = `<head><meta ${part.repeat(Math.ceil(524_288 / part.length))}`
    const start = performance.now()
    readHead(html)
    expect(performance.now() - start).toBeLessThan(2_000)
  })
})

describe('the charset of a page', () => {
  const hangul = [0xc7, 0xd1, 0xb1, 0xdb]
  const bytes = (head: string, rest: readonly number[]) => new Uint8Array([...Buffer.from(head), ...rest])

  it.each([
    ['the header', '', 'text/html; charset=EUC-KR'],
    ['the header in quotes', '', 'text/html;charset="ks_c_5601-1987"'],
    ['its meta', '<meta charset=euc-kr>', 'text/html'],
    ['its older meta', '<meta http-equiv="Content-Type" content="text/html; charset=cp949">', ''],
    ['the header before its meta', '<meta charset=utf-8>', 'text/html; charset=euc-kr'],
  ])('is that of %s', (_, head, type) => {
    expect(decodeHtml(bytes(head, hangul), type)).toBe(`${head}한글`)
  })

  it('is found in no time, whatever the header is padded with', () => {
    const start = performance.now()
    expect(decodeHtml(bytes('', []), `text/html; charset=${' '.repeat(60_000)}!`)).toBe('')
    expect(performance.now() - start).toBeLessThan(1_000)
  })

  it('is UTF-8 where nothing or nonsense is said, and where a mark says so', () => {
    const text = [...Buffer.from('한글')]
    expect(decodeHtml(bytes('', text), 'text/html')).toBe('한글')
    expect(decodeHtml(bytes('<meta charset=x-nonsense>', text), '')).toContain('한글')
    expect(decodeHtml(bytes('<meta charset=utf-16>', text), '')).toContain('한글')
    expect(decodeHtml(new Uint8Array([0xef, 0xbb, 0xbf, ...text]), 'text/html; charset=euc-kr')).toBe('한글')
  })
})
