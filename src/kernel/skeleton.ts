import { CONFUSABLES } from './confusables.ts'
import { TEXT_LIMITS } from './text.ts'

let prototypes: ReadonlyMap<string, string> | undefined

/**
 * What a text looks like (UTS #39 §4): texts that can be taken for each other have the same skeleton. For comparing,
 * never for showing or storing: the list behind it may change. Answers in NFD and is its own skeleton. Never throws;
 * only the first 4 096 UTF-16 units are looked at, because normalising marks is quadratic.
 */
export function skeleton(text: string): string {
  prototypes ??= decode(CONFUSABLES)
  const signs = text
    .slice(0, TEXT_LIMITS.bytes)
    .normalize('NFD')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
  let shown = ''
  for (const sign of signs) shown += prototypes.get(sign) ?? sign
  return shown.normalize('NFD')
}

/** Reads the table on first use, so that a start pays nothing for it. */
function decode(table: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const group of table.split(/\s+/)) {
    const [target = '', steps = ''] = group.split(':')
    const shown = target.split('.').map(fromBase36)
    const text = String.fromCodePoint(...shown)
    let sign = 0
    for (const step of steps.split(',')) {
      sign += fromBase36(step)
      found.set(String.fromCodePoint(sign), text)
    }
  }
  return found
}

function fromBase36(digits: string): number {
  return Number.parseInt(digits, 36)
}
