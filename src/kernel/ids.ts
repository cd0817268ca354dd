/** Makes identifiers. Injected, so that tests can name what they make. */
export interface Ids {
  next(): string
}

/** Largest count that fits into `rand_a`. */
const MOST_COUNTED = 0xfff

/**
 * Ids that sort in the order in which they are made, also within a millisecond and whatever the clock does: the first
 * of a millisecond gets a random count, each further one the next (RFC 9562 §6.2, method 1).
 */
export function createIds(clock: { now(): number }): Ids {
  let time = 0
  let count = 0
  return {
    next() {
      const now = clock.now()
      if (now > time || count === MOST_COUNTED) {
        time = Math.max(now, count === MOST_COUNTED ? time + 1 : 0)
        count = Number.parseInt(randomHex(1), 16)
      } else count += 1
      return counted(uuidv7(time), count)
    },
  }
}

function counted(id: string, count: number): string {
  return `${id.slice(0, 15)}${count.toString(16).padStart(3, '0')}${id.slice(18)}`
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** Random bytes by the page: asking the system for each id takes longer than making it. */
const pool = new Uint8Array(4_096)
let spent = pool.length

function randomHex(bytes: number): string {
  if (spent + bytes > pool.length) {
    crypto.getRandomValues(pool)
    spent = 0
  }
  let hex = ''
  for (const end = spent + bytes; spent < end; spent += 1) hex += HEX[pool[spent] ?? 0]
  return hex
}

/**
 * UUIDv7 as text (RFC 9562 §5.7): 48 bits of epoch milliseconds, then random bits. Made by us because
 * SQLite re-uses integer keys, and because text ids sort by time in both dialects.
 */
export function uuidv7(now: number): string {
  const time = Math.floor(now).toString(16).padStart(12, '0')
  const random = randomHex(10)
  const variant = '89ab'[Number.parseInt(random[3] ?? '0', 16) & 3]
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-${variant}${random.slice(4, 7)}-${random.slice(7, 19)}`
}

/** True for any lower-case UUID text: what may appear as an id in a URL or a form. */
export function isId(value: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(value)
}

/** Not below any id that was made before this time (epoch ms), and not above any that is made from then on. */
export function idBound(at: number): string {
  const hex = Math.max(0, at).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}`
}
