import type { Find } from '../../model.ts'
import { matchingForm, SIGN, type Unit } from './matching-form.ts'
import { type Run, runsOf } from './runs.ts'
import { begins, stands, standsClosed } from './stands.ts'
import { buildTrie, eachPlace, type Place, plainWords, readWord, type Trie, type Word } from './word-trie.ts'

/** Words to hold for and words that are harmless though they hold one of those, ready to be looked for. */
export interface WordList {
  block: Trie
  /** The words of `block` that may also be said with tense consonants. */
  plain: Trie
  allow: Trie
}

/** A text read for comparing, in both ways. */
export interface Form {
  units: readonly Unit[]
  runs: readonly Run[]
  plainRuns: readonly Run[]
}

/** A piece of the text, in UTF-16 units. */
export interface Span {
  start: number
  end: number
}

/** What a comment's result keeps at most; one find is enough to hold it. */
export const FINDS_KEPT = 10

let last: { text: string; form: Form } | undefined

/** Several checks read the same text one after the other: the last one is kept. */
export function readForm(text: string): Form {
  if (last?.text !== text) {
    const units = matchingForm(text)
    last = { text, form: { units, runs: runsOf(units), plainRuns: runsOf(units, { plain: true }) } }
  }
  return last.form
}

/** Rules without a letter to compare are left out; those who take rules from people refuse them before. */
export function compileWords(block: readonly string[], allow: readonly string[]): WordList {
  const read = (rules: readonly string[]): Word[] => rules.flatMap((rule) => readWord(rule) ?? [])
  const words = read(block)
  return { block: buildTrie(words), plain: buildTrie(plainWords(words)), allow: buildTrie(read(allow)) }
}

/** The harmless words of the text. They are looked for first. */
export function allowedSpans({ runs }: Form, { allow }: WordList): Span[] {
  const spans: Span[] = []
  eachPlace(allow, runs, anywhere, (place) => {
    if (standsClosed(runs, place)) spans.push(spanOf(runs, place))
  })
  return spans
}

/** Where the list's words stand outside harmless ones: in reading order, no place twice, at most `FINDS_KEPT`. */
export function findWords(form: Form, list: WordList, allowed: readonly Span[]): Find[] {
  const finds: Find[] = []
  const search = (trie: Trie, runs: readonly Run[], startsAt: (from: number) => boolean) =>
    eachPlace(trie, runs, startsAt, (place) => {
      if (finds.length >= FINDS_KEPT || !stands(runs, place)) return
      addFind(finds, { rule: place.word.text, ...spanOf(runs, place) }, allowed)
    })
  search(list.block, form.runs, anywhere)
  // A harsher saying counts where letters begin only: in `불거져` nobody says `꺼져`.
  search(list.plain, form.plainRuns, (from) => begins(form.plainRuns, from, SIGN))
  return finds.sort((a, b) => a.start - b.start)
}

function anywhere(): boolean {
  return true
}

/** Adds it unless it is harmless or lies within another find. */
export function addFind(finds: Find[], find: Find, allowed: readonly Span[]): void {
  const within = (span: Span) => span.start <= find.start && find.end <= span.end
  if (!allowed.some(within) && !finds.some(within)) finds.push(find)
}

function spanOf(runs: readonly Run[], { from, to }: Place): Span {
  return { start: runs[from]?.start ?? 0, end: runs[to]?.end ?? 0 }
}
