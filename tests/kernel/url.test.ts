import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalUrl, isLoopbackUrl, parseHttpUrl, parseOrigin } from '../../src/kernel/url.ts'

const address = fc.webUrl({ withQueryParameters: true, withFragments: true })

/** @throws when the text is no address */
function url(text: string): URL {
  const parsed = parseHttpUrl(text)
  if (!parsed) throw new Error(`not an address: ${text}`)
  return parsed
}

describe('an address from outside', () => {
  it('never throws, and what passes is http(s) without credentials, white space or a second reading', () => {
    const hostile = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      address,
      fc
        .tuple(
          fc.constantFrom('javascript:', 'data:', 'http://', 'https://', '//', 'HTTPS://a@'),
          fc.string(),
        )
        .map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(hostile, (text) => {
        const parsed = parseHttpUrl(text)
        expect(parsed === null || parsed instanceof URL).toBe(true)
        if (!parsed) return
        expect(['http:', 'https:']).toContain(parsed.protocol)
        expect([parsed.username, parsed.password]).toEqual(['', ''])
        expect(text).not.toMatch(/[\s\\]/)
      }),
    )
  })

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    '//evil.example/x',
    '/relative',
    'https://user@paper.example/',
    'https://paper.example\\@evil.example/',
    ' https://paper.example/',
    'https://paper.example/\n',
    'https://',
    `https://paper.example/${'a'.repeat(2_048)}`,
  ])('%s is refused', (text) => expect(parseHttpUrl(text)).toBeNull())
})

describe('one spelling per article', () => {
  it('does not change when it is applied twice', () => {
    fc.assert(
      fc.property(address, (text) => {
        const once = canonicalUrl(url(text))
        expect(canonicalUrl(url(once))).toBe(once)
      }),
    )
  })

  it('does not depend on tracking, fragment or the order of parameters', () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{4,6}$/), { maxLength: 5 })
    const noise = fc.subarray([
      'utm_source=x',
      'UTM_Medium=y',
      'fbclid=1',
      'gclid=2',
      'ref=front',
      'comment=3',
    ])
    fc.assert(
      fc.property(names, noise, (kept, tracking) => {
        const own = kept
          .filter(
            (name) =>
              !/^(comment|brevier|fbclid|gclid|igshid|igsh|dclid|gbraid|wbraid|ttclid|twclid)$/.test(name),
          )
          .map((name) => `${name}=1`)
        const at = 'https://paper.example/news/1'
        const plain = canonicalUrl(url(`${at}?${own.join('&')}`))
        const noisy = `${at}?${[...tracking, ...own.toReversed()].join('&')}#part`
        expect(canonicalUrl(url(noisy)).replace(/\?$/, '')).toBe(plain.replace(/\?$/, ''))
      }),
    )
  })

  it.each([
    'igsh',
    'msclkid',
    'dclid',
    'gbraid',
    'wbraid',
    'ttclid',
    'twclid',
    'ref_src',
    'srsltid',
    'yclid',
  ])('is the same where an app or an advertisement has added %s', (name) =>
    expect(canonicalUrl(url(`https://paper.example/news/1?id=7&${name}=Cj0_x`))).toBe(
      'https://paper.example/news/1?id=7',
    ),
  )

  it('is the same whether the query is empty or absent', () => {
    const plain = canonicalUrl(url('https://paper.example/news/1'))
    for (const text of ['?', '?utm_source=x', '#part', '?#part', '?fbclid=1#x'])
      expect(canonicalUrl(url(`https://paper.example/news/1${text}`))).toBe(plain)
  })
})

describe('an origin', () => {
  it('is nothing but scheme, host and port', () => {
    fc.assert(
      fc.property(address, (text) => {
        const { origin } = url(text)
        expect(parseOrigin(origin)).toBe(origin)
        expect(parseOrigin(`${origin}/`)).toBe(origin)
        expect(parseOrigin(`${origin}/path`)).toBeNull()
        expect(parseOrigin(`${origin}?x`)).toBeNull()
      }),
    )
  })
})

describe('this machine', () => {
  it.each(['localhost', '127.0.0.1', '127.1.2.3', '[::1]', 'demo.localhost'])('%s is it', (host) =>
    expect(isLoopbackUrl(url(`http://${host}:8787/`))).toBe(true),
  )
  it.each([
    'localhost.evil.example',
    '127.0.0.1.nip.io',
    'notlocalhost',
    '0.0.0.0',
    '[::]',
    '10.0.0.1',
    '128.0.0.1',
  ])('%s is not', (host) => expect(isLoopbackUrl(url(`http://${host}/`))).toBe(false))
})
