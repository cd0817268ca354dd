import type { SiteWords } from '../../model.ts'
import { compileWords, type WordList } from './word-list.ts'

const KEPT = 64
const compiled = new Map<string, { words: SiteWords; list: WordList }>()

/** A site's rules, compiled once for each revision. */
export function siteWords(siteId: string, words: SiteWords): WordList {
  const known = compiled.get(siteId)
  if (known && known.words.revision === words.revision) return known.list
  const list = compileWords(words.block, words.allow)
  if (compiled.size >= KEPT) compiled.clear()
  compiled.set(siteId, { words, list })
  return list
}
