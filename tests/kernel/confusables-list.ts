import published from 'unhomoglyph/data.json' with { type: 'json' }

/** Rows that Unicode's confusables list gained after version 13 (17.0.0) and that look like Latin letters or digits. */
const LATER: Readonly<Record<string, string>> = {
  þ: 'p',
  Ϭ: '6',
  ϭ: 'o',
  ш: 'w',
  ւ: 'i',
  ӏ: 'l',
  '\u0969': '3',
  '\u0d1f': 's',
  '\u1004': 'c',
  '\u105a': 'c',
  Ⲃ: 'B',
  ⲓ: 'i',
  Ⲝ: '3',
  ⲩ: 'y',
  Ⳅ: '3',
  ⳋ: '9',
  Ⳏ: 'P',
  ⳏ: 'p',
  ⳓ: '6',
  '\u{11dda}': 'l',
  '\u{11de0}': 'O',
  '\u{11de1}': 'l',
  '\u{16eaa}': 'l',
  '\u{16eb6}': 'b',
  // Outlined letters and digits, U+1CCD6 and following.
  ...Object.fromEntries(
    Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789', (sign, index) => [
      String.fromCodePoint(0x1ccd6 + index),
      sign,
    ]),
  ),
}

/**
 * The published list as the skeleton needs it: only what NFD leaves and what is visible, and every target mapped
 * until nothing changes (the list by itself leaves thirteen signs that change again in a second pass).
 */
export function confusables(): ReadonlyMap<string, string> {
  const rows: Readonly<Record<string, string>> = { ...published, ...LATER }
  const step = (text: string) =>
    Array.from(bare(text), (sign) => rows[sign] ?? sign)
      .join('')
      .normalize('NFD')
  const settle = (text: string): string => {
    const next = step(text)
    return next === text ? text : settle(next)
  }
  return new Map(
    Object.keys(rows)
      .filter((sign) => bare(sign) === sign)
      .map((sign) => [sign, settle(sign)]),
  )
}

/** `target:first,step,step target:…`: code points in base 36, a target's signs as distances in ascending order. */
export function encode(rows: ReadonlyMap<string, string>): string {
  const groups = new Map<string, number[]>()
  for (const [sign, target] of rows) groups.set(target, [...(groups.get(target) ?? []), code(sign)])
  return Array.from(groups, ([target, signs]) => {
    const steps = signs.sort((a, b) => a - b).map((sign, index) => sign - (signs[index - 1] ?? 0))
    return `${Array.from(target, (sign) => code(sign).toString(36)).join('.')}:${steps.map((step) => step.toString(36)).join()}`
  }).join(' ')
}

function bare(text: string): string {
  return text.normalize('NFD').replace(/\p{Default_Ignorable_Code_Point}/gu, '')
}

function code(sign: string): number {
  return sign.codePointAt(0) ?? 0
}
