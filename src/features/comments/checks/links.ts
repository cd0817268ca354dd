import type { Find } from '../model.ts'
import { PASS, type TextCheck } from './check.ts'

const DOT = '[.．。｡]|\\[\\.\\]|\\(\\.\\)'
const NAME = `[\\p{L}\\p{N}][\\p{L}\\p{N}-]{0,250}(?:(?:${DOT})[\\p{L}\\p{N}-]{2,63}){0,3}?`
// Endings that are no words of their own; the rest counts with a path only, because a full stop without a space
// (`he said.to her`) looks the same.
const SURE =
  'com|net|org|io|ly|gg|info|biz|xyz|shop|app|link|co|kr|cn|ru|jp|uk|eu|tv|cc|icu|dev|ai|online|site|club|store|vip|bet|casino|한국'
const WITH_PATH = 'me|to|is|it|us|at|in|so|de|fr|live|top|work|news|page|win|fun|pro|one'
const REST = '[/?#]\\S{0,200}'

const LINK = new RegExp(
  `h(?:tt|xx)ps?:\\/\\/\\S{3,200}|(?<![a-z0-9])www\\.\\S{3,200}|(?<![\\p{L}\\p{N}@.-])${NAME}(?:${DOT})(?:(?:${SURE})(?:${REST})?|(?:${WITH_PATH})${REST})(?![a-z0-9-])`,
  'giu',
)
/** Nothing that follows can be a link without one of these. */
const HINT = /[.．。｡]|:\/\//u
const SHOWN = 3

/** A link may be unsafe or an advertisement; a person opens it first. */
export const links: TextCheck = {
  name: 'links',
  version: 2,
  run({ text }) {
    if (!HINT.test(text)) return PASS
    const finds = [...text.matchAll(LINK)]
      .slice(0, SHOWN)
      .map(
        ({ 0: rule, index }): Find => ({ rule: rule.slice(0, 200), start: index, end: index + rule.length }),
      )
    if (finds.length === 0) return PASS
    const evidence = finds.map(({ rule }) => rule).join(' ')
    return { outcome: 'hold', reason: 'link', evidence: evidence.slice(0, 200), finds }
  },
}
