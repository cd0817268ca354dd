import { describe, expect, it } from 'vitest'
import { loadConfig } from '../../src/config/config.ts'

const env = {
  BREVIER_PUBLIC_URL: 'https://comments.ledger.example',
  BREVIER_X_CLIENT_ID: 'id',
  BREVIER_X_CLIENT_SECRET: 'secret',
}
const trusted = (value?: string) =>
  loadConfig({ cwd: '/nowhere', env: value === undefined ? env : { ...env, BREVIER_TRUSTED_PROXIES: value } })
    .trustedProxies

describe('trusted_proxies', () => {
  it('is none unless it is set', () => {
    expect([trusted(), trusted('0'), trusted('2')]).toEqual([0, 0, 2])
  })

  it.each(['-1', '6', '1.5', 'yes'])('"%s" is refused in a sentence', (value) => {
    expect(() => trusted(value)).toThrow('trusted_proxies must be a number from 0 to 5')
  })
})
