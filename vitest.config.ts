import { readdirSync, readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

const ALL = 'tests/**/*.test.{ts,tsx}'

/** A module that a test replaces must not have been loaded by another: these have a process of their own. */
const APART = readdirSync('tests', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.test\.tsx?$/.test(name))
  .map((name) => `tests/${name}`)
  .filter((file) => readFileSync(file, 'utf8').includes('vi.mock('))

export default defineConfig({
  test: {
    globalSetup: ['tests/support/templates.ts'],
    // Much of a journey is waiting: two at a time fill two cores.
    maxWorkers: 2,
    // Far above what anything takes: on a machine that is busy with something else, late is not wrong.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // A browser on a busy machine loses a key or a click now and then: what only waited in vain for it is tried again,
    // twice at most, and the report says so. Whatever else fails has failed.
    retry: { count: 2, condition: /Timeout \d+ms exceeded|timed out in \d+ms/ },
    // The stored pictures of cards are renewed as snapshots are.
    env: process.argv.some((text) => text === '--update' || text === '-u') ? { UPDATE_PICTURES: '1' } : {},
    expect: { requireAssertions: true, poll: { timeout: 15_000, interval: 25 } },
    projects: [
      { extends: true, test: { name: 'apart', include: APART } },
      // What is loaded stays loaded: loading it anew for each file took a third of all the time.
      { extends: true, test: { name: 'together', include: [ALL], exclude: APART, isolate: false } },
    ],
  },
})
