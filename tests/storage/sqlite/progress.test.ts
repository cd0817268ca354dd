import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStorage, type Storage } from '../../../src/storage/open.ts'
import {
  aDecision,
  aWorld,
  MIGRATIONS,
  openCaseOf,
  submitted,
  T0,
  type TestFolder,
  testFolder,
  type World,
} from '../../support/storage.ts'

describe('the note of how far the file had come', () => {
  let folder: TestFolder
  let told: { message: string; fields: object }[]
  let storage: Storage
  let world: World

  beforeEach(async () => {
    folder = testFolder()
    told = []
    storage = await open()
    world = await aWorld(storage.stores)
  })
  afterEach(async () => {
    await storage.close()
    folder.remove()
  })

  const note = (fields: object, message: string) => void told.push({ fields, message })
  const open = () =>
    openStorage({
      url: `sqlite:${folder.file}`,
      kind: 'sandbox',
      now: T0,
      migrationsDir: MIGRATIONS,
      log: { info() {}, warn: note, error: note },
    })
  const noted = () => `${folder.file}.progress.json`
  const losses = async () => (await storage.upkeep.inspect()).losses

  /** What a file system may do that lost the newest part of the WAL: the file as it was, and the note as it is. */
  async function loseWhatComes(work: () => Promise<void>): Promise<void> {
    await storage.close()
    copyFileSync(folder.file, `${folder.file}.before`)
    storage = await open()
    world = { ...world, stores: storage.stores }
    await work()
    await storage.close()
    copyFileSync(`${folder.file}.before`, folder.file)
    rmSync(`${folder.file}-wal`, { force: true })
    storage = await open()
  }

  async function decide(): Promise<void> {
    const comment = await submitted(world, { state: 'pending' })
    const write = aDecision(world, comment, {
      caseId: await openCaseOf(world, comment),
      action: 'approve',
    })
    const { outcome } = await storage.stores.moderation.recordDecision({ ...write, lease: null })
    expect(outcome).toBe('applied')
  }

  it('says nothing while nothing is lost, whatever has come since', async () => {
    await decide()
    await storage.upkeep.noteProgress()
    await submitted(world)
    await storage.close()
    storage = await open()
    expect(told).toEqual([])
    expect(await losses()).toEqual([])
  })

  it('names the comments and decisions that are gone, at each start until somebody has seen to it', async () => {
    await decide()
    await loseWhatComes(async () => {
      await decide()
      await decide()
      await submitted(world)
    })
    const lost = [
      { what: 'comments', siteId: null, from: 2, to: 4 },
      { what: 'decisions', siteId: world.site.id, from: 2, to: 3 },
    ]
    expect(told.map(({ fields }) => fields)).toEqual(lost)
    expect(told[1]?.message).toContain('decisions number 2 to 3')
    expect(await losses()).toEqual(lost)
    await storage.close()
    told = []
    storage = await open()
    expect(told.map(({ message }) => message)).toEqual([expect.stringContaining('an earlier start found')])
    expect(await losses()).toEqual(lost)
  })

  it('knows a log that was rewritten by its head', async () => {
    await decide()
    await storage.close()
    const before = JSON.parse(readFileSync(noted(), 'utf8'))
    before.logs[world.site.id].hash = 'f'.repeat(64)
    writeFileSync(noted(), JSON.stringify(before))
    storage = await open()
    expect(await losses()).toEqual([{ what: 'decisions-replaced', siteId: world.site.id, from: 1, to: 1 }])
  })

  it('is written anew when it cannot be read', async () => {
    await submitted(world)
    await storage.close()
    writeFileSync(noted(), '{"comm')
    storage = await open()
    expect(told.map(({ message }) => message)).toEqual([expect.stringContaining('cannot be read')])
    await storage.upkeep.noteProgress()
    expect(JSON.parse(readFileSync(noted(), 'utf8')).comments).toBe(1)
    expect(existsSync(`${noted()}.making`)).toBe(false)
  })
})
