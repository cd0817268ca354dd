import { type Gap, isHangul, NONE, type Unit } from './matching-form.ts'

/** The same letter so many times, nothing between: `fuuuck` is as long as `fuck`. */
export interface Run {
  sign: string
  count: number
  start: number
  end: number
  gap: Gap
}

const SILENT = '\u110b'
const PLAIN = new Map([
  ['\u1101', '\u1100'],
  ['\u1104', '\u1103'],
  ['\u1108', '\u1107'],
  ['\u110a', '\u1109'],
  ['\u110d', '\u110c'],
])

export function isVowel(sign: string): boolean {
  return sign >= '\u1161' && sign <= '\u1175'
}

export function isTense(sign: string): boolean {
  return PLAIN.has(sign)
}

/** Letters in runs, stretched vowels shortened: `시이이발` is `시발`. `plain`: tense consonants as plain ones too. */
export function runsOf(units: readonly Unit[], { plain = false } = {}): Run[] {
  const runs: Run[] = []
  for (let index = 0; index < units.length; index += 1) {
    const unit = units[index]
    if (!unit) continue
    const last = runs.at(-1)
    const next = units[index + 1]
    if (last && unit.gap === NONE && stretches(last, unit, next)) {
      last.end = next?.end ?? last.end
      index += 1
      continue
    }
    const sign = plain && isHangul(unit.sign) ? (PLAIN.get(unit.sign) ?? unit.sign) : unit.sign
    if (last && unit.gap === NONE && last.sign === sign) {
      last.count += 1
      last.end = unit.end
    } else {
      runs.push({ sign, count: 1, start: unit.start, end: unit.end, gap: unit.gap })
    }
  }
  return runs
}

/** A silent ㅇ and once more the vowel that was just said. */
function stretches(last: Run, unit: Unit, next: Unit | undefined): boolean {
  return unit.sign === SILENT && next?.gap === NONE && isVowel(last.sign) && next.sign === last.sign
}
