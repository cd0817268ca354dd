import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clientAddress, isPrivate, networkOf, parseAddress } from '../../src/http/client-address.ts'

const PROXY = '10.0.0.2'

function seen(forwardedFor: string | undefined, trustedProxies: number, socket = PROXY): string | undefined {
  return clientAddress(socket, forwardedFor, trustedProxies)?.toString()
}

describe('whose request it is', () => {
  it('is told by the socket where no proxy is named, whatever a header says', () => {
    expect(seen('198.51.100.7', 0, '203.0.113.9')).toBe('203.0.113.9')
  })

  it('is told by the last named proxy; what stands before may be invented', () => {
    expect(seen('198.51.100.7', 1)).toBe('198.51.100.7')
    expect(seen('1.2.3.4, 5.6.7.8, 198.51.100.7', 1)).toBe('198.51.100.7')
    expect(seen('1.2.3.4, 198.51.100.7, 10.0.0.1', 2)).toBe('198.51.100.7')
  })

  it('falls back to the nearest trusted hop where an entry is missing or is no address', () => {
    expect(seen(undefined, 1)).toBe(PROXY)
    expect(seen('', 1)).toBe(PROXY)
    expect(seen('unknown', 1)).toBe(PROXY)
    expect(seen('198.51.100.7', 3)).toBe('198.51.100.7')
    expect(seen('junk, 10.0.0.1', 2)).toBe('10.0.0.1')
    expect(seen(`${'9'.repeat(100_000)}`, 1)).toBe(PROXY)
    expect(seen(`${'1.2.3.4, '.repeat(10_000)}198.51.100.7`, 1)).toBe('198.51.100.7')
  })

  it('is one address in every spelling of it', () => {
    for (const text of ['203.0.113.9', '::ffff:203.0.113.9', '203.0.113.9:4711', ' 203.0.113.9 '])
      expect(parseAddress(text)?.toString()).toBe('203.0.113.9')
    expect(parseAddress('::ffff:cb00:7109')?.toString()).toBe('203.0.113.9')
    // All of IPv4 behind a translator would be one network.
    expect(parseAddress('64:ff9b::cb00:7109')?.toString()).toBe('203.0.113.9')
    for (const text of ['fe80::1%eth0', '[fe80::1%eth0]:443', 'FE80:0::0001'])
      expect(parseAddress(text)?.toString()).toBe('fe80::1')
  })

  it.each([
    '1.2.3',
    '0x7f.1',
    '017.0.0.1',
    '1.2.3.4.5',
    '2001:db8',
    ':::',
    '[1.2.3.4',
    '1.2.3.4:999999',
    'a%b',
  ])('%s is none', (text) => expect(parseAddress(text)).toBeNull())

  it('never throws, and never believes more entries than there are proxies', () => {
    const hop = fc.oneof(fc.ipV4(), fc.ipV6(), fc.string(), fc.constant('unknown'))
    fc.assert(
      fc.property(fc.array(hop), fc.ipV4(), fc.nat(3), (forged, real, behind) => {
        const trusted = Array.from({ length: behind }, (_, index) => `10.0.0.${index + 1}`)
        const header = [...forged, real, ...trusted].join(', ')
        expect(seen(header, behind + 1)).toBe(parseAddress(real)?.toString())
      }),
    )
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.nat(5), (socket, header, n) => void seen(header, n, socket)),
    )
  })
})

describe('its network', () => {
  it('is the one address of IPv4, and of IPv6 the household and whoever could hand out households', () => {
    const of = (text: string) => {
      const address = parseAddress(text)
      return address && networkOf(address)
    }
    expect(of('203.0.113.9')).toEqual({ near: '203.0.113.9', far: null })
    expect(of('2001:db8:1:2:3:4:5:6')).toEqual({ near: '2001:db8:1:2/64', far: '2001:db8:1/48' })
    expect(of('2001:db8:1:2::9')).toEqual(of('2001:db8:1:2:ffff::1'))
  })

  it('is all the same for every host in it', () => {
    const group = fc.nat(0xffff).map((part) => part.toString(16))
    const hosts = fc.array(group, { minLength: 4, maxLength: 4 })
    fc.assert(
      fc.property(fc.tuple(group, group, group), hosts, hosts, (prefix, one, other) => {
        const [a, b] = [one, other].map((host) => parseAddress(['2001', ...prefix, ...host].join(':')))
        expect(a && networkOf(a)).toEqual(b && networkOf(b))
      }),
    )
  })

  it.each(['127.0.0.1', '::1', '10.1.2.3', '192.168.1.1', '172.18.0.2', 'fe80::1', 'fd00::2'])(
    '%s is one of our own',
    (text) => {
      const address = parseAddress(text)
      expect(address && isPrivate(address)).toBe(true)
    },
  )
})
