import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { describe, expect, it } from 'vitest'
import { createMetrics } from '../../src/adapters/metrics.ts'
import { createMeters } from '../../src/kernel/meters.ts'

const docs = readFileSync('docs/observing.md', 'utf8')

describe('docs/observing.md', () => {
  it('names every figure of ours, and no other', async () => {
    const metrics = createMetrics({
      meters: createMeters(),
      dataDir: tmpdir(),
      databaseFile: 'none',
      sites: async () => [],
      waiting: async () => ({ count: 0, oldestAt: null }),
      lag: async () => ({ due: 0, oldestDueAt: null, attempts: 0 }),
      lastBackupAt: () => null,
      now: () => 0,
    })
    const { text } = await metrics()
    const made = [...text.matchAll(/^# TYPE (brevier_\w+)/gm)].map(([, name]) => name)
    const table = docs.slice(docs.indexOf('## Figures'), docs.indexOf('## When to wake'))
    const told = [...table.matchAll(/`(brevier_\w+)`/g)].map(([, name]) => name)
    expect(told.sort()).toEqual(made.sort())
  })

  it('wakes nobody by a figure that does not exist', () => {
    const [table = '', rules = ''] = docs.split('## When to wake')
    const used = [...rules.matchAll(/brevier_\w+?(?=_count\b|\b)/g)].map(([name]) => name)
    expect(used.length).toBeGreaterThan(5)
    for (const name of used) expect(table).toContain(`\`${name}\``)
  })
})
