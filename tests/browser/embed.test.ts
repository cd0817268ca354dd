import { describe, expect, it } from 'vitest'
import { attemptIn, frameUrl } from '../../src/browser/frame-url.ts'

const tag = { site: 'ledger', article: 'a1', url: null, lang: 'ko', theme: null }
const frame = (page: string, change = {}) =>
  new URL(frameUrl('https://c.example', { ...tag, ...change }, page))

describe('the address of the frame', () => {
  it('names site, article and language, and nothing that the tag does not say', () => {
    expect(frame('https://p.example/news').href).toBe(
      'https://c.example/frame?site=ledger&article=a1&lang=ko',
    )
  })

  it('discusses the page itself where no article is named, without its fragment', () => {
    const url = frame('https://p.example/news?id=7#part', { article: null })
    expect(url.searchParams.get('url')).toBe('https://p.example/news?id=7')
    expect(
      frame('https://p.example/', { article: null, url: 'https://p.example/x' }).searchParams.get('url'),
    ).toBe('https://p.example/x')
  })

  it('hands a linked comment on', () => {
    expect(frame('https://p.example/news?comment=c1').searchParams.get('comment')).toBe('c1')
  })

  it('hands a sign-in that came back on in the fragment, where no server and no log sees it', () => {
    const url = frame('https://p.example/news#brevier=0192-ab')
    expect(url.hash).toBe('#login=0192-ab')
    expect(url.search).not.toContain('0192-ab')
  })

  it.each(['', '#brevier=', '#brevier=a&b', '#brevier=<x>', `#brevier=${'a'.repeat(81)}`, '#top'])(
    'takes nothing else for a sign-in: %s',
    (hash) => expect(attemptIn(hash)).toBe(''),
  )

  it.each(['//evil.example', 'https://evil.example', '/../x', '&site=other', '#x'])(
    'stays at our own origin and path, whatever the tag says: %s',
    (value) => {
      const url = frame('https://p.example/', { site: value, article: value, theme: value })
      expect([url.origin, url.pathname, url.hash]).toEqual(['https://c.example', '/frame', ''])
      expect(url.searchParams.getAll('site')).toEqual([value])
    },
  )
})
