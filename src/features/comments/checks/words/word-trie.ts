import { isHangul, matchingForm } from './matching-form.ts'
import { isTense, isVowel, type Run, runsOf } from './runs.ts'

/** A word to find, as somebody wrote it. Only words of alphabets with spaces are bound to whole words. */
export interface Word {
  /** As written, without the stars. */
  text: string
  runs: readonly Run[]
  /** Whether a longer word may begin before it or go on after it: `*` in the rule, or a script without spaces. */
  open: { before: boolean; after: boolean }
  kind: 'letters' | 'hangul' | 'initials'
}

interface Node {
  next: Map<string, Node>
  words: Word[]
}

export interface Trie {
  root: Node
}

const WITHOUT_SPACES =
  /[\p{sc=Hangul}\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u

/** Reads a rule such as `바보`, `ㅅㅂ`, `spam`, `spam*` or `buy now`; `null` where no letter is left to compare. */
export function readWord(rule: string): Word | null {
  const text = rule.replace(/^\*+|\*+$/g, '').trim()
  const runs = runsOf(matchingForm(text))
  if (runs.length === 0) return null
  const free = WITHOUT_SPACES.test(text)
  const hangul = runs.some(({ sign }) => isHangul(sign))
  const kind = !hangul
    ? 'letters'
    : runs.some(({ sign }) => isVowel(sign) || !isHangul(sign))
      ? 'hangul'
      : 'initials'
  return {
    text,
    runs,
    kind,
    open: { before: free || rule.startsWith('*'), after: free || rule.endsWith('*') },
  }
}

export function buildTrie(words: readonly Word[]): Trie {
  const root: Node = { next: new Map(), words: [] }
  for (const word of words) {
    let node = root
    for (const { sign } of word.runs) {
      const known = node.next.get(sign)
      const next = known ?? { next: new Map(), words: [] }
      if (!known) node.next.set(sign, next)
      node = next
    }
    node.words.push(word)
  }
  return { root }
}

/** Words that a text said more harshly can be: those without a tense consonant of their own. */
export function plainWords(words: readonly Word[]): Word[] {
  return words.filter(({ kind, runs }) => kind === 'hangul' && !runs.some(({ sign }) => isTense(sign)))
}

/** Letters that stand after one another in a text, found in a trie: runs `from` to `to`, both included. */
export interface Place {
  word: Word
  from: number
  to: number
}

/** Visits every place where the letters of a word stand, in one walk from each run that `startsAt` allows. */
export function eachPlace(
  trie: Trie,
  runs: readonly Run[],
  startsAt: (from: number) => boolean,
  visit: (place: Place) => void,
): void {
  for (let from = 0; from < runs.length; from += 1) {
    if (!startsAt(from)) continue
    let node: Node | undefined = trie.root
    for (let to = from; to < runs.length; to += 1) {
      node = node.next.get(runs[to]?.sign ?? '')
      if (!node) break
      for (const word of node.words) visit({ word, from, to })
    }
  }
}
