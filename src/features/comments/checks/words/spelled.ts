import type { Unit } from './matching-form.ts'

/** From this many letters on, letters that stand alone spell a word. */
const SPELLED = 3

/** Closes the gaps of Latin words that are spelled out (`f u c k`, `f. u. c. k`) or broken (`f.uck`, `fu.ck`). */
export function joinSpelled(units: readonly Unit[]): void {
  if (!units.some(isLatin)) return
  const tokens = splitAt(units, 2)
  for (const token of tokens) if (isBroken(token)) close(token)
  let alone: Unit[] = []
  for (const token of [...tokens, []]) {
    const [only] = token
    if (only && token.length === 1 && isLatin(only)) {
      alone.push(only)
      continue
    }
    if (alone.length >= SPELLED) close(alone)
    alone = []
  }
}

/** The rows that begin with a gap at least this wide. */
function splitAt(units: readonly Unit[], gap: 1 | 2): Unit[][] {
  const rows: Unit[][] = []
  for (const unit of units) {
    const row = rows.at(-1)
    if (!row || unit.gap >= gap) rows.push([unit])
    else row.push(unit)
  }
  return rows
}

/** Pieces of one or two letters, or one letter set apart: `as.hit` is a full stop without its space. */
function isBroken(token: readonly Unit[]): boolean {
  if (!token.every(isLatin)) return false
  const pieces = splitAt(token, 1)
  return pieces.length > 1 && (pieces[0]?.length === 1 || pieces.every(({ length }) => length <= 2))
}

function close(units: readonly Unit[]): void {
  for (const unit of units.slice(1)) unit.gap = 0
}

function isLatin({ sign }: Unit): boolean {
  return sign >= 'a' && sign <= 'z'
}
