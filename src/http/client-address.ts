import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/** An address is at most 45 characters; with brackets, port and zone it is still less than this. */
const LONGEST_HOP = 80

/** Where a request comes from, as limits count: never kept, never logged. */
export interface Network {
  /** One IPv4 address, or the /64 that one household of IPv6 has. */
  near: string
  /** The /48 that one customer of a provider may have, who could change the /64 with each request; `null` for IPv4. */
  far: string | null
}

/**
 * The client's address: the socket's, or what the last trusted proxy says of whom it speaks for. Each proxy appends to
 * `X-Forwarded-For` whom it was asked by, so only the last `trustedProxies` entries mean anything, and whatever stands
 * before them may be invented. Where one of them cannot be read, the hop after it counts.
 */
export function clientAddress(
  socketAddress: string | undefined,
  forwardedFor: string | undefined,
  trustedProxies: number,
): ipaddr.IPv4 | ipaddr.IPv6 | null {
  let client: ipaddr.IPv4 | ipaddr.IPv6 | null = null
  const hops =
    trustedProxies === 0 ? [] : (forwardedFor?.slice(-LONGEST_HOP * trustedProxies).split(',') ?? [])
  for (const hop of hops.reverse().slice(0, trustedProxies)) {
    const address = parseAddress(hop)
    if (!address) break
    client = address
  }
  return client ?? parseAddress(socketAddress ?? '')
}

/** Reads `1.2.3.4`, `1.2.3.4:80`, `2001:db8::1`, `[2001:db8::1]:80`, with a zone or without; nothing else. */
export function parseAddress(text: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  if (text.length > LONGEST_HOP) return null
  const [, bracketed, dotted] = /^\s*(?:\[([^\]]*)\](?::\d{1,5})?|([\d.]+):\d{1,5})\s*$/.exec(text) ?? []
  const bare = (bracketed ?? dotted ?? text).trim().split('%')[0] ?? ''
  // ipaddr.js alone also takes shorthands such as `1.2.3`.
  if (isIP(bare) === 0) return null
  const address = ipaddr.process(bare)
  return address instanceof ipaddr.IPv6 ? (translated(address) ?? address) : address
}

/** Behind a translator (RFC 6052) all of IPv4 shares one /64. */
function translated(address: ipaddr.IPv6): ipaddr.IPv4 | null {
  return address.range() === 'rfc6052' ? new ipaddr.IPv4(address.toByteArray().slice(12)) : null
}

export function networkOf(address: ipaddr.IPv4 | ipaddr.IPv6): Network {
  if (address instanceof ipaddr.IPv4) return { near: address.toString(), far: null }
  const groups = address.parts.map((part) => part.toString(16))
  return { near: `${groups.slice(0, 4).join(':')}/64`, far: `${groups.slice(0, 3).join(':')}/48` }
}

/** On this machine or in a network of one's own: a proxy, as long as none is named. */
export function isPrivate(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  return ['loopback', 'private', 'linkLocal', 'uniqueLocal'].includes(address.range())
}
