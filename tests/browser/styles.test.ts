import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { COMMON_STYLES, STYLES } from '../../src/browser/styles.ts'

/** Left and right, by name or by place in a list of four; both are wrong where reading starts on the right. */
const SIDED =
  /(?<![\w-])(?:(?:margin|padding|border|inset)-)?(?:left|right)(?:-[\w-]+)?\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right)\b/g
const FOUR = /(?<![\w-])(?:margin|padding|inset)\s*:\s*([^\s;]+)\s+([^\s;]+)\s+([^\s;]+)\s+([^\s;}]+)/g

const READERS = [...COMMON_STYLES, ...STYLES.pages, ...STYLES.demo]

describe('every style sheet', () => {
  it.each([...new Set([...READERS, ...STYLES.console])])(
    '%s asks for no way of holding the device (WCAG 1.3.4)',
    async (file) => {
      expect(await readFile(file, 'utf8')).not.toContain('orientation')
    },
  )
})

describe("the reader's style sheets", () => {
  it.each(READERS)('%s mirrors for a page from right to left', async (file) => {
    // What a function takes is one value.
    const css = (await readFile(file, 'utf8')).replace(/\/\*.*?\*\//gs, '').replace(/\([^()]*\)/g, '()')
    expect(css.match(SIDED)).toBeNull()
    const lists = [...css.matchAll(FOUR)].filter(([, , right, , left]) => right !== left)
    expect(lists.map(([text]) => text)).toEqual([])
  })
})
