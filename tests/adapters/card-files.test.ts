import { mkdtemp, readdir, rm, symlink, truncate, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createCardFiles } from '../../src/adapters/card-files.ts'
import type { Card } from '../../src/features/sharing/model.ts'

let dir: string
let now: number
beforeEach(async () => {
  dir = join(await mkdtemp(join(tmpdir(), 'cards-')), 'cards')
  now = 1_000_000_000_000
})
afterEach(() => rm(join(dir, '..'), { recursive: true }))

const open = (limit = 10_000) => createCardFiles({ dir, limit, clock: { now: () => now } })
/** A picture by its first byte; with its digest the file has 132 bytes. */
const card = (first = 0x89, fill = 1): Card => {
  const bytes = Buffer.alloc(100, fill)
  bytes[0] = first
  return { bytes, type: first === 0xff ? 'image/jpeg' : 'image/png' }
}
const keptBy = async (files: ReturnType<typeof open>, ...names: string[]) => {
  const found = await Promise.all(names.map((name) => files.get(name)))
  return names.filter((_, at) => found[at] !== null)
}

describe('kept cards', () => {
  it('come back as they were, also in the next process', async () => {
    const files = open()
    await files.put('a-1-aa', card())
    await files.put('a-2-bb', card(0xff, 7))
    for (const each of [files, open()]) {
      expect(await each.get('a-1-aa')).toEqual({ ...card(), bytes: expect.any(Uint8Array) })
      expect(Buffer.from((await each.get('a-2-bb'))?.bytes ?? []).equals(card(0xff, 7).bytes)).toBe(true)
      expect((await each.get('a-2-bb'))?.type).toBe('image/jpeg')
      expect(await each.get('a-3-cc')).toBeNull()
    }
  })

  it('stay within their bytes: what was read longest ago goes first', async () => {
    const files = open(3 * 132)
    for (const name of ['a-1-a', 'a-2-a', 'a-3-a']) await files.put(name, card())
    await files.get('a-1-a')
    await files.put('a-4-a', card())
    expect(await keptBy(files, 'a-1-a', 'a-2-a', 'a-3-a', 'a-4-a')).toEqual(['a-1-a', 'a-3-a', 'a-4-a'])
    expect(await readdir(dir)).toHaveLength(3)
    await files.put('a-4-a', card())
    expect(await readdir(dir)).toHaveLength(3)
  })

  it('are known by when they were read after a new start', async () => {
    const files = open()
    for (const name of ['a-1-a', 'a-2-a', 'a-3-a']) await files.put(name, card())
    for (const [at, name] of ['a-2-a', 'a-3-a', 'a-1-a'].entries()) {
      await utimes(join(dir, `${name}.card`), now / 1_000 + at, now / 1_000 + at)
    }
    const next = open(3 * 132)
    await next.put('a-4-a', card())
    expect(await keptBy(next, 'a-1-a', 'a-2-a', 'a-3-a', 'a-4-a')).toEqual(['a-1-a', 'a-3-a', 'a-4-a'])
  })

  it.each([
    ['cut short', (path: string) => truncate(path, 60)],
    ['emptied', (path: string) => truncate(path, 0)],
    ['overwritten', (path: string) => writeFile(path, Buffer.alloc(132, 3))],
    ['removed', (path: string) => rm(path)],
  ])('that were %s are not there any more', async (_, damage) => {
    const files = open()
    await files.put('a-1-a', card())
    await damage(join(dir, 'a-1-a.card'))
    for (const each of [open(), files]) expect(await each.get('a-1-a')).toBeNull()
    expect(await readdir(dir)).toEqual([])
    await files.put('a-1-a', card())
    expect(await files.get('a-1-a')).not.toBeNull()
  })

  it('leave nothing behind that was being written when a process ended', async () => {
    await open().put('a-1-a', card())
    await writeFile(join(dir, '.a-2-a.77.1.tmp'), 'half')
    await writeFile(join(dir, 'README'), 'not a card')
    await open().get('a-1-a')
    expect((await readdir(dir)).sort()).toEqual(['README', 'a-1-a.card'])
  })

  it('are removed by the beginning of their names', async () => {
    const files = open()
    for (const name of ['c-1-2-a', 'c-1-2-b', 'c-1-3-a', 'a-1-a']) await files.put(name, card())
    await files.drop('c-1-2-')
    expect((await readdir(dir)).sort()).toEqual(['a-1-a.card', 'c-1-3-a.card'])
    await open().drop('c-')
    expect(await readdir(dir)).toEqual(['a-1-a.card'])
  })

  it('are found again once a disk that could not be read can be', async () => {
    await open().put('a-1-a', card())
    await symlink(join(dir, 'nothing'), join(dir, 'a-2-a.card'))
    const files = open()
    await expect(files.drop('a-')).rejects.toThrow('ENOENT')
    await rm(join(dir, 'a-2-a.card'))
    expect(await files.get('a-1-a')).not.toBeNull()
    await files.drop('a-')
    expect(await readdir(dir)).toEqual([])
  })

  it.each(['../a', 'a-../b', 'a', '', 'A-1', 'a-1/b'])('are never called %j', async (name) => {
    await expect(open().put(name, card())).rejects.toThrow(RangeError)
  })
})
