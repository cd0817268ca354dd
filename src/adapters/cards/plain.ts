import { crc32, deflateSync } from 'node:zlib'
import { CARD_SIZE, type Card } from '../../features/sharing/model.ts'

const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
const BAR = { left: 564, right: 636, top: 225, bottom: 405 } as const
/** Columns in eights, two colours: one bit each (PNG 3rd edition, colour type 3). */
const ROW_BYTES = CARD_SIZE.width / 8

/** White with an upright bar in `accent` (`#rrggbb`) in the middle: the paper's mark, larger. */
export function plainCard(accent: string): Card {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(CARD_SIZE.width, 0)
  header.writeUInt32BE(CARD_SIZE.height, 4)
  header.set([1, 3, 0, 0, 0], 8)
  const palette = Buffer.from(`ffffff${/^#[0-9a-f]{6}$/i.test(accent) ? accent.slice(1) : '15539a'}`, 'hex')
  const rows = Buffer.concat(Array.from({ length: CARD_SIZE.height }, (_, y) => rowAt(y)))
  const bytes = Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
  return { bytes, type: 'image/png' }
}

/** A filter byte, then a bit for each column. */
function rowAt(y: number): Buffer {
  const row = Buffer.alloc(1 + ROW_BYTES)
  if (y < BAR.top || y >= BAR.bottom) return row
  for (let x = BAR.left; x < BAR.right; x += 1) {
    const at = 1 + (x >> 3)
    row[at] = (row[at] ?? 0) | (0x80 >> (x & 7))
  }
  return row
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}
