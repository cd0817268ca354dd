import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createVault } from '../../src/adapters/vault.ts'
import { installationSecret } from '../../src/storage/secret-key.ts'
import { firstWord, startChild } from '../support/child.ts'

describe('the secret of an installation', () => {
  let dir = ''
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'brevier-secret-'))
  })
  afterEach(() => rmSync(dir, { recursive: true, force: true }))

  it('stays the same across starts, readable by its own user alone', async () => {
    const before = await createVault(installationSecret(dir)).derive('sign-on 1')
    const after = createVault(installationSecret(dir))
    expect(await after.derive('sign-on 1')).toEqual(before)
    expect(await after.derive('sign-on 2')).not.toEqual(before)
    expect(before).toHaveLength(32)
    expect(statSync(join(dir, 'secret.key')).mode & 0o777).toBe(0o600)
    expect(readdirSync(dir)).toEqual(['secret.key'])
  })

  it('is one, also where two processes make it at the same instant', async () => {
    const folders = Array.from({ length: 150 }, (_, index) => join(dir, String(index)))
    for (const folder of folders) mkdirSync(folder)
    const child = () =>
      startChild(`
        import { installationSecret } from './src/storage/secret-key.ts'
        const secrets = ${JSON.stringify(folders)}.map((folder, index) => {
          while (Date.now() < ${begin} + index * 10) {}
          return Buffer.from(installationSecret(folder)).toString('hex')
        })
        console.log(secrets.join(' '))
      `)
    const begin = Date.now() + 1_500
    const [one, other] = await Promise.all((await Promise.all([child(), child()])).map(firstWord))
    expect(one?.split(' ')).toHaveLength(folders.length)
    expect(other).toBe(one)
    expect(folders.map((folder) => readdirSync(folder))).toEqual(folders.map(() => ['secret.key']))
  })

  it('is told by its file where that is empty or cut, and no other is taken for it', () => {
    const path = join(dir, 'secret.key')
    writeFileSync(path, '')
    for (const makes of [true, false])
      expect(() => installationSecret(dir, makes)).toThrow(`${path} is empty or cut`)
    expect(statSync(path).size).toBe(0)
  })
})
