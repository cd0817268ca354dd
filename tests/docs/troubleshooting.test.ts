import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { readSources } from '../support/sources.ts'

/** Node's own, which operators meet all the same. */
const OTHERS = ['Cannot find package']

it('every sentence that docs/troubleshooting.md explains is one that the program says', () => {
  const said = readSources()
    .map(({ text }) => text)
    .join('\n')
  const rows = readFileSync('docs/troubleshooting.md', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('|'))
  const quoted = rows.flatMap((row) =>
    Array.from((row.split('|')[1] ?? '').matchAll(/“([^”]+)”/g), ([, text = '']) => text),
  )
  expect(quoted.length).toBeGreaterThan(35)
  const unknown = quoted
    .flatMap((text) => text.split(/\s*…\s*/))
    .filter((part) => part.length > 8 && !OTHERS.includes(part) && !said.includes(part))
  expect(unknown).toEqual([])
})

it('what the program refers to in docs/ is there', () => {
  const named = readSources().flatMap(({ text }) =>
    Array.from(text.matchAll(/docs\/([a-z-]+\.md)/g), ([, name = '']) => name),
  )
  const there = readdirSync('docs')
  expect([...new Set(named)].filter((name) => !there.includes(name))).toEqual([])
  expect(there).toContain('troubleshooting.md')
})
