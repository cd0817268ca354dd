import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createVault } from '../../src/adapters/vault.ts'

describe('the vault', () => {
  it('opens what it sealed, for the same row alone', async () => {
    const vault = createVault(randomBytes(32))
    const sealed = await vault.seal('JBSWY3DPEHPK3PXP', 'totp account-1')
    expect(sealed).not.toContain('JBSWY3')
    expect(await vault.open(sealed, 'totp account-1')).toBe('JBSWY3DPEHPK3PXP')
    await expect(vault.open(sealed, 'totp account-2')).rejects.toThrow()
    await expect(vault.open(`${sealed.slice(0, -2)}AA`, 'totp account-1')).rejects.toThrow()
    await expect(vault.open('', 'totp account-1')).rejects.toThrow()
    expect(await vault.seal('JBSWY3DPEHPK3PXP', 'totp account-1')).not.toBe(sealed)
  })

  it('refuses a secret that could be guessed', () => {
    expect(() => createVault(new Uint8Array(31))).toThrow(RangeError)
  })
})
