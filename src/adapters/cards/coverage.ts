/** Tells whether one of the registered fonts can draw a code point. */
export type Coverage = (codePoint: number) => boolean

const EMOJI = /^[\p{Extended_Pictographic}\p{Emoji_Component}]$/u
const INVISIBLE = /^[\p{Default_Ignorable_Code_Point}\p{M}\s]$/u
/** White square of KS X 1001, which every Korean font has: quieter than a font's own missing-glyph box. */
const STAND_IN = '□'

/**
 * Reads which code points the fonts draw from their `cmap` tables (OpenType 1.9, formats 4 and 12).
 * Emoji count as drawn: their font comes as WOFF2, whose tables are compressed.
 *
 * @throws {RangeError} when the bytes are not an OpenType or TrueType font.
 */
export function coverageOf(fonts: readonly Uint8Array[]): Coverage {
  const drawn = new Uint8Array(0x110000 >> 3)
  for (const font of fonts) markDrawn(font, drawn)
  return (codePoint) => ((drawn[codePoint >> 3] ?? 0) & (1 << (codePoint & 7))) !== 0
}

/** Replaces what no font can draw: by its compatibility form (𝔘 → U) where that can be drawn, else by a white square. */
export function drawable(text: string, covers: Coverage): string {
  let result = ''
  for (const char of text) result += isDrawn(char, covers) ? char : standIn(char, covers)
  return result
}

function isDrawn(char: string, covers: Coverage): boolean {
  return covers(char.codePointAt(0) ?? 0) || INVISIBLE.test(char) || EMOJI.test(char)
}

function standIn(char: string, covers: Coverage): string {
  const plain = char.normalize('NFKC')
  const fits =
    plain !== char && plain.length <= 4 && [...plain].every((part) => covers(part.codePointAt(0) ?? 0))
  return fits ? plain : STAND_IN
}

function markDrawn(font: Uint8Array, drawn: Uint8Array): void {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength)
  const cmap = tableOffset(view, 'cmap')
  const count = view.getUint16(cmap + 2)
  for (let i = 0; i < count; i += 1) {
    const subtable = cmap + view.getUint32(cmap + 4 + i * 8 + 4)
    const format = view.getUint16(subtable)
    if (format === 4) markSegments(view, subtable, drawn)
    if (format === 12) markGroups(view, subtable, drawn)
  }
}

function tableOffset(view: DataView, tag: string): number {
  const count = view.getUint16(4)
  for (let record = 12; record < 12 + count * 16; record += 16) {
    const name = String.fromCharCode(...[0, 1, 2, 3].map((i) => view.getUint8(record + i)))
    if (name === tag) return view.getUint32(record + 8)
  }
  throw new RangeError(`font has no ${tag} table`)
}

/** Format 4. A segment's delta may map single characters to glyph 0; fonts of ours have none that matters. */
function markSegments(view: DataView, subtable: number, drawn: Uint8Array): void {
  const bytes = view.getUint16(subtable + 6)
  for (let i = 0; i < bytes; i += 2) {
    const end = view.getUint16(subtable + 14 + i)
    const start = view.getUint16(subtable + 16 + bytes + i)
    if (start !== 0xffff) markRange(start, end, drawn)
  }
}

function markGroups(view: DataView, subtable: number, drawn: Uint8Array): void {
  const count = view.getUint32(subtable + 12)
  for (let group = subtable + 16; group < subtable + 16 + count * 12; group += 12) {
    markRange(view.getUint32(group), view.getUint32(group + 4), drawn)
  }
}

function markRange(start: number, end: number, drawn: Uint8Array): void {
  for (let codePoint = start; codePoint <= Math.min(end, 0x10ffff); codePoint += 1) {
    const index = codePoint >> 3
    drawn[index] = (drawn[index] ?? 0) | (1 << (codePoint & 7))
  }
}
