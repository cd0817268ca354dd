import { countGraphemes, NEAR_LIMIT, TEXT_LIMITS } from '../../kernel/text.ts'
import type { BrowserWords } from '../../locales/browser-words.ts'
import { say } from '../dom.ts'

export interface CounterState {
  /** Clusters left; negative when there are too many, `-Infinity` when nobody has counted them. */
  left: number
  label: string
  tone: '' | 'near' | 'over'
  /** Why the text cannot be sent, on the button itself; `null` when it can. */
  reason: string | null
}

const SPOKEN_AT = [50, 20, 10, 0]

export function counterState(text: string, words: BrowserWords): CounterState {
  const count = countGraphemes(text)
  const left = TEXT_LIMITS.graphemes - count
  if (left === Number.NEGATIVE_INFINITY) return { left, label: '−', tone: 'over', reason: words.tooLong }
  // U+2212: a hyphen is read as a dash and breaks the line.
  if (left < 0) return { left, label: `−${-left}`, tone: 'over', reason: say(words.over, -left) }
  return { left, label: say(words.counter, count), tone: left <= NEAR_LIMIT ? 'near' : '', reason: null }
}

/** What a screen reader is told on the way from `before` to `left`: only at a mark that was passed downwards. */
export function spokenCount(before: number, left: number, words: BrowserWords): string {
  if (left < 0) return before >= 0 ? say(words.overBy, Number.isFinite(left) ? -left : '') : ''
  if (!SPOKEN_AT.some((mark) => before > mark && left <= mark)) return ''
  return left === 0 ? words.none : say(words.left, left)
}
