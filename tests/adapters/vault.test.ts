import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createVault, installationSecret } from '../../src/adapters/vault.ts'

describe('the vault', () => {
  let dir = ''
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'brevier-vault-'))
  })
  afterEach(() => rmSync(dir, { recursive: true, force: true }))

  it('opens what it sealed, for the same row alone', async () => {
    const vault = createVault(installationSecret(dir))
    const sealed = await vault.seal('JBSWY3DPEHPK3PXP', 'totp account-1')
    expect(sealed).not.toContain('JBSWY3')
    expect(await vault.open(sealed, 'totp account-1')).toBe('JBSWY3DPEHPK3PXP')
    await expect(vault.open(sealed, 'totp account-2')).rejects.toThrow()
    await expect(vault.open(`${sealed.slice(0, -2)}AA`, 'totp account-1')).rejects.toThrow()
    await expect(vault.open('', 'totp account-1')).rejects.toThrow()
    expect(await vault.seal('JBSWY3DPEHPK3PXP', 'totp account-1')).not.toBe(sealed)
  })

  it('keeps its secret across starts, readable by its own user alone', async () => {
    const before = await createVault(installationSecret(dir)).derive('sign-on 1')
    const after = createVault(installationSecret(dir))
    expect(await after.derive('sign-on 1')).toEqual(before)
    expect(await after.derive('sign-on 2')).not.toEqual(before)
    expect(before).toHaveLength(32)
    expect(statSync(join(dir, 'secret.key')).mode & 0o777).toBe(0o600)
  })

  it('makes a secret whole or not at all: one whose making was cut short is made again', () => {
    writeFileSync(join(dir, 'secret.key.making'), 'AAAA')
    expect(installationSecret(dir)).toHaveLength(32)
    expect(readdirSync(dir)).toEqual(['secret.key'])
  })

  it('says of a secret that is empty or cut which file it is, and takes no other for it', () => {
    const path = join(dir, 'secret.key')
    writeFileSync(path, '')
    for (const makes of [true, false])
      expect(() => installationSecret(dir, makes)).toThrow(`${path} is empty or cut`)
    expect(statSync(path).size).toBe(0)
  })

  it('refuses a secret that could be guessed', () => {
    expect(() => createVault(new Uint8Array(31))).toThrow(RangeError)
  })
})
