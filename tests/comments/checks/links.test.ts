import { describe, expect, it } from 'vitest'
import { links } from '../../../src/features/comments/checks/links.ts'
import { quickest } from '../../support/quickest.ts'
import { candidate } from './candidate.ts'

const marked = (text: string) => {
  const verdict = links.run(candidate(text))
  return verdict.outcome === 'hold'
    ? (verdict.finds ?? []).map(({ start, end }) => text.slice(start, end))
    : []
}

describe('a link waits for a person', () => {
  it.each([
    ['see https://paper.example/a?b=c', ['https://paper.example/a?b=c']],
    ['see hxxps://evil.example/', ['hxxps://evil.example/']],
    ['여기 www.gangmaru.example/map 에서', ['www.gangmaru.example/map']],
    ['사이트abc.com에서', ['사이트abc.com']],
    ['toto-site[.]com 추천', ['toto-site[.]com']],
    ['토토．com 추천', ['토토．com']],
    ['t.me/room', ['t.me/room']],
    ['bit.ly/abc and x.co', ['bit.ly/abc', 'x.co']],
    ['예시.한국', ['예시.한국']],
  ])('%s', (text, found) => {
    expect(marked(text)).toEqual(found)
  })
})

describe('what only looks like one does not', () => {
  it.each([
    'He said so.To me it was new.',
    'The end.It was over at 3.14.',
    'e.g. this, i.e. that, U.S. and p.m.',
    '3.1절, 2026.11.24. 발표',
    'Tell.me is no address, nor is so.it',
    '그랬습니다.그리고 갔습니다.',
    'version 1.2.3 of the plan...',
  ])('%s', (text) => {
    expect(marked(text)).toEqual([])
  })

  it('and a long row of nearly links costs nothing', () => {
    const rows = [candidate('a-'.repeat(1_000)), candidate('a.'.repeat(1_000)), candidate('ab.'.repeat(660))]
    expect(quickest(() => rows.forEach((row) => void links.run(row)))).toBeLessThan(100)
  })
})
