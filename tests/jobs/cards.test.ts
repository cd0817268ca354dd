import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeDrillInstallation } from '../drills/installation.ts'
import { withFile } from '../support/desk.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'brevier-cards-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

it('draws, after a new start, the card of an article that was put just before the process ended', async () => {
  const { articleId, start } = await makeDrillInstallation(dir, 1)
  const cards = join(dir, 'cards')
  expect(existsSync(cards)).toBe(false)
  const { program } = await start()
  try {
    const isDrawn = () =>
      existsSync(cards) && readdirSync(cards).some((name) => name.startsWith(`a-${articleId}-`))
    await expect.poll(isDrawn).toBe(true)
  } finally {
    await program.kill('SIGTERM')
  }
  const left = withFile({ dir }, (db) => db.prepare<[], { kind: string }>('SELECT kind FROM outbox').all())
  expect(left).toEqual([])
})
