import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { lockFile } from '../../../src/storage/sqlite/lock.ts'
import { firstWord, startChild } from '../../support/child.ts'
import { type TestFolder, testFolder } from '../../support/storage.ts'

describe('one serving process per file', () => {
  let folder: TestFolder
  beforeEach(() => {
    folder = testFolder()
  })
  afterEach(() => folder.remove())

  it('refuses a second one and says so, until the first has let go', () => {
    const lock = lockFile(folder.file)
    expect(() => lockFile(folder.file)).toThrow(`another process is serving ${folder.file}`)
    lock.release()
    lockFile(folder.file).release()
  })

  it('refuses beside another process, and is free at once when that one is killed', async () => {
    const child = await startChild(`
      import { lockFile } from './src/storage/sqlite/lock.ts'
      lockFile(${JSON.stringify(folder.file)})
      console.log('held')
      setInterval(() => {}, 1000)
    `)
    const exit = once(child, 'exit')
    try {
      expect(await firstWord(child)).toBe('held')
      expect(() => lockFile(folder.file)).toThrow('another process')
    } finally {
      child.kill('SIGKILL')
      await exit
    }
    lockFile(folder.file).release()
  })
})
