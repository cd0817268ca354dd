import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

/** Number of the rule, its code, and its tests as file and title. */
interface Row {
  rule: number
  code: string
  tests: [file: string, title: string][]
  inBrowser: [file: string, title: string][]
}

const named = (cell: string): [string, string][] =>
  Array.from(cell.matchAll(/`([^`]+)` › ([^;|]+)/g), ([, file = '', title = '']) => [file, title.trim()])

const rows: Row[] = readFileSync('docs/security/rules.md', 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, rule = '', , code = '', tests = '', inBrowser = ''] = line.split('|').map((cell) => cell.trim())
    if (!/^\d+$/.test(rule)) return []
    return [
      {
        rule: Number(rule),
        code: code.replaceAll('`', ''),
        tests: named(tests),
        inBrowser: named(inBrowser),
      },
    ]
  })

describe('the rules of security', () => {
  it('are sixteen', () => {
    expect(rows.map(({ rule }) => rule)).toEqual(Array.from({ length: 16 }, (_, at) => at + 1))
  })

  it.each(rows)('have code and a test that are there: $rule', ({ code, tests, inBrowser }) => {
    expect(`${code} ${existsSync(code)}`).toBe(`${code} true`)
    expect(tests.length).toBeGreaterThan(0)
    for (const [file, title] of [...tests, ...inBrowser])
      expect(readFileSync(file, 'utf8').includes(title), `${file} › ${title}`).toBe(true)
  })

  it.each([1, 3, 6, 9, 10, 11, 12])('have one in the real browser, against hostile pages: %i', (rule) => {
    const files = rows.find((row) => row.rule === rule)?.inBrowser.map(([file]) => file) ?? []
    expect(files.length).toBeGreaterThan(0)
    for (const file of files) expect(readFileSync(file, 'utf8')).toContain('takeBrowser')
  })

  it('leave storage partitioning on', () => {
    expect(readFileSync('tests/support/browser.ts', 'utf8')).not.toContain('ignoreDefaultArgs')
  })
})
