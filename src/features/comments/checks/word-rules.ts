import { PASS, type TextCheck } from './check.ts'
import { siteWords } from './words/site-words.ts'
import { heldFor } from './words/verdict.ts'
import { allowedSpans, findWords, readForm } from './words/word-list.ts'

/** A word that this paper wants to see first. Only its own harmless words stand against it. */
export const wordRules: TextCheck = {
  name: 'word-rules',
  version: 1,
  revision: ({ words }) => words.revision,
  run({ text, site, words }) {
    if (words.block.length === 0) return PASS
    const form = readForm(text)
    const list = siteWords(site.id, words)
    const finds = findWords(form, list, allowedSpans(form, list))
    return finds.length > 0 ? heldFor(finds) : PASS
  },
}
