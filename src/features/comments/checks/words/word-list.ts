import type { Find } from '../../model.ts'
import { matchingForm, type Unit } from './matching-form.ts'
import { type Run, runsOf } from './runs.ts'
import { type Place, stands, standsClosed, standsFirst } from './stands.ts'
import { buildTrie, places, plainWords, readWord, type Trie, type Word } from './word-trie.ts'

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
export function allowedSpans(form: Form, { allow }: WordList): Span[] {
  return [...placesOf(form.runs, allow, standsClosed)].map((place) => spanOf(form.runs, place))
}

/** Where the list's words stand outside harmless ones: in reading order, no place twice, at most `FINDS_KEPT`. */
export function findWords(form: Form, list: WordList, allowed: readonly Span[]): Find[] {
  const finds: Find[] = []
  for (const [runs, trie, test] of [
    [form.runs, list.block, stands],
    [form.plainRuns, list.plain, standsFirst],
  ] as const) {
    for (const place of placesOf(runs, trie, test)) {
      if (finds.length >= FINDS_KEPT) break
      addFind(finds, { rule: place.word.text, ...spanOf(runs, place) }, allowed)
    }
  }
  return finds.sort((a, b) => a.start - b.start)
}

/** Adds it unless it is harmless or lies within another find. */
export function addFind(finds: Find[], find: Find, allowed: readonly Span[]): void {
  const within = (span: Span) => span.start <= find.start && find.end <= span.end
  if (!allowed.some(within) && !finds.some(within)) finds.push(find)
}

function* placesOf(
  runs: readonly Run[],
  trie: Trie,
  test: (runs: readonly Run[], place: Place) => boolean,
): Generator<Place> {
  for (const place of places(trie, runs)) if (test(runs, place)) yield place
}

function spanOf(runs: readonly Run[], { from, to }: Place): Span {
  return { start: runs[from]?.start ?? 0, end: runs[to]?.end ?? 0 }
}
