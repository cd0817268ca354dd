import { readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { GROUPS, OPTIONS } from '../../src/config/options.ts'
import { optionsTables } from './options-table.ts'

const PATH = 'docs/configuration.md'
const MARKS = /(<!-- options: .* -->\n\n)([\s\S]*?)(\n<!-- end of options -->\n)/

it('docs/configuration.md lists every setting as the program knows it', () => {
  const document = readFileSync(PATH, 'utf8')
  expect(document).toMatch(MARKS)
  const wanted = document.replace(
    MARKS,
    (_, before: string, __, after: string) => before + optionsTables() + after,
  )
  if (process.env['UPDATE_PICTURES']) writeFileSync(PATH, wanted)
  expect(readFileSync(PATH, 'utf8')).toBe(wanted)
})

it('every setting is in a table once, and no group is empty', () => {
  const tables = optionsTables()
  for (const { key } of OPTIONS) expect(tables.split(`| \`${key}\` |`)).toHaveLength(2)
  for (const group of Object.keys(GROUPS)) expect(OPTIONS.some((option) => option.group === group)).toBe(true)
})
