import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    globalSetup: ['tests/support/templates.ts'],
    // Much of a journey is waiting: two at a time fill two cores.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // The stored pictures of cards are renewed as snapshots are.
    env: process.argv.some((text) => text === '--update' || text === '-u') ? { UPDATE_PICTURES: '1' } : {},
    expect: { requireAssertions: true },
  },
})
