import { PASS, type TextCheck } from './check.ts'
import { findEnglish, loadEnglish } from './words/english.ts'
import { ENGLISH_HARMLESS } from './words/english-words.ts'
import { KOREAN_HARMLESS, KOREAN_WORDS } from './words/korean.ts'
import { siteWords } from './words/site-words.ts'
import { heldFor } from './words/verdict.ts'
import { allowedSpans, compileWords, findWords, readForm, type WordList } from './words/word-list.ts'

let korean: WordList | undefined

/** A word that often breaks SB-01 or SB-07. It holds, and never rejects: words have contexts. */
export const wordList: TextCheck = {
  name: 'word-list',
  version: 2,
  async prepare() {
    await loadEnglish()
    korean ??= compileWords(KOREAN_WORDS, [...KOREAN_HARMLESS, ...ENGLISH_HARMLESS])
  },
  run({ text, site, words }) {
    if (!korean) throw new Error('the word list is not loaded')
    const form = readForm(text)
    // A paper's own harmless words count for our list too.
    const allowed = [...allowedSpans(form, korean), ...allowedSpans(form, siteWords(site.id, words))]
    const finds = [...findWords(form, korean, allowed), ...findEnglish(form.units, allowed)]
    return finds.length > 0 ? heldFor(finds) : PASS
  },
}
