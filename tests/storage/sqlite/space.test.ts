import { existsSync, statSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createSpace } from '../../../src/storage/sqlite/space.ts'
import { type TestFolder, testFolder } from '../../support/storage.ts'

const MEGABYTE = 1024 * 1024
const BLOCK = 4096

/** What the disk is said to have free; the file system's own figures are this machine's. */
const disk = vi.hoisted(() => ({ free: 0, total: 0 }))
vi.mock('node:fs/promises', async (original) => ({
  ...(await original<typeof import('node:fs/promises')>()),
  statfs: async () => ({ bavail: disk.free / 4096, blocks: disk.total / 4096, bsize: 4096 }),
}))

describe('the room that is kept', () => {
  let folder: TestFolder
  let told: string[]

  beforeEach(() => {
    folder = testFolder()
    told = []
    disk.total = 100 * MEGABYTE
    disk.free = 50 * MEGABYTE
  })
  afterEach(() => folder.remove())

  const note = (level: string) => (_fields: object, message: string) => void told.push(`${level}: ${message}`)
  const keep = (ballastBytes: number | null) =>
    createSpace({
      file: folder.file,
      ballastBytes,
      log: { info: note('info'), warn: note('warn'), error: note('error') },
    })
  const ballast = () => `${folder.file}.ballast`

  it('is of real blocks, of the size that was set', async () => {
    expect((await keep(2 * MEGABYTE).look()).ballastBytes).toBe(2 * MEGABYTE)
    expect(statSync(ballast()).blocks * 512).toBeGreaterThanOrEqual(2 * MEGABYTE)
    await keep(MEGABYTE).look()
    expect(statSync(ballast()).size).toBe(MEGABYTE)
    await keep(0).look()
    expect(existsSync(ballast())).toBe(false)
  })

  it('is given free once, and kept again when there is twice as much', async () => {
    const space = keep(MEGABYTE)
    await space.look()
    expect(space.isFull()).toBe(false)
    expect([space.makeRoom(), space.makeRoom()]).toEqual([true, false])
    expect(space.isFull()).toBe(true)
    expect(existsSync(ballast())).toBe(false)
    disk.free = 2 * MEGABYTE - BLOCK
    expect(await space.look()).toMatchObject({ isFull: true, ballastBytes: 0 })
    disk.free = 2 * MEGABYTE
    expect(await space.look()).toMatchObject({ isFull: false, ballastBytes: MEGABYTE })
    expect(told.filter((line) => /disk is full|room on the disk again/.test(line))).toHaveLength(2)
  })

  it('is not there on a disk that was full from the start, where comments are refused all the same', async () => {
    disk.free = 0
    const space = keep(MEGABYTE)
    await space.look()
    expect(space.makeRoom()).toBe(false)
    expect(space.isFull()).toBe(true)
  })

  it('is none when none is wished, and each write then finds out by itself', () => {
    const space = keep(0)
    expect(space.makeRoom()).toBe(false)
    expect(space.isFull()).toBe(false)
  })

  it('is left alone by whoever only reads', async () => {
    writeFileSync(ballast(), 'x')
    const space = keep(null)
    await space.look()
    expect(space.makeRoom()).toBe(false)
    expect(existsSync(ballast())).toBe(true)
  })

  it('tells an operator once at 10 % and once at 5 %', async () => {
    const space = keep(0)
    for (const percent of [12, 9, 8, 4, 3, 20, 9]) {
      disk.free = percent * MEGABYTE
      expect((await space.look()).isLow).toBe(percent < 10)
    }
    expect(told.map((line) => line.slice(0, 19))).toEqual([
      'warn: less than 10 ',
      'warn: less than 5 %',
      'warn: less than 10 ',
    ])
  })
})
