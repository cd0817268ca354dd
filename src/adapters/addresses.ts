import { type LookupAddress, lookup as systemLookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'

const GLOBAL_IPV6 = ipaddr.IPv6.parse('2000::')

/**
 * Whether an address belongs to the public internet. Everything with a special meaning is refused: loopback,
 * private, link-local (cloud metadata), mapped and translated forms that carry an IPv4 address (RFC 6890).
 */
export function isPublicAddress(text: string): boolean {
  // ipaddr.js alone also takes shorthands such as `1.2.3`.
  if (isIP(text) === 0) return false
  const address = ipaddr.parse(text)
  if (address.range() !== 'unicast') return false
  // Outside 2000::/3 nothing is assigned, but `::7f00:1` would still pass as unicast.
  return address instanceof ipaddr.IPv4 || address.match(GLOBAL_IPV6, 3)
}

/** Asks for all addresses of a name. */
export type Resolve = (
  hostname: string,
  answer: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

/** Set on an error of `publicLookup`, to tell a refused address from a name that does not resolve. */
export const ADDRESS_REFUSED = 'BREVIER_ADDRESS_REFUSED'

const resolveBySystem: Resolve = (hostname, answer) => systemLookup(hostname, { all: true }, answer)

/** A `lookup` for sockets that hands out public addresses only: checked names and used ones are the same. */
export function publicLookup(resolve: Resolve = resolveBySystem): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, (error, addresses) => {
      if (error) return callback(error, '')
      const allowed = addresses.filter(({ address }) => isPublicAddress(address))
      answer(allowed, options, callback)
    })
  }
}

/** Never asks the network: `comments.news.localhost` is this machine, whatever a resolver says (RFC 6761 §6.3). */
export const loopbackLookup: LookupFunction = (_hostname, options, callback) => {
  answer(
    [
      { address: '127.0.0.1', family: 4 },
      { address: '::1', family: 6 },
    ],
    options,
    callback,
  )
}

function answer(
  addresses: LookupAddress[],
  options: Parameters<LookupFunction>[1],
  callback: Parameters<LookupFunction>[2],
): void {
  const usable = addresses.filter(({ family }) => !options.family || options.family === family)
  const first = usable[0]
  if (!first) callback(Object.assign(new Error('address refused'), { code: ADDRESS_REFUSED }), '')
  else if (options.all) callback(null, usable)
  else callback(null, first.address, first.family)
}
