import type { BlacklistedTerm, Node, RegExpMatcher } from 'obscenity'
import type { Find } from '../../model.ts'
import { ENGLISH_NEEDED } from './english-words.ts'
import { isLatin, NONE, type Unit } from './matching-form.ts'
import { addFind, FINDS_KEPT, type Span } from './word-list.ts'

/** What the list's words may have twice in a row; of any other letter one is read, however many stand there. */
const TWICE = 'beolsg'
const IN_A_ROW = new RegExp(`([${TWICE}])\\1{2,}|([^${TWICE}])\\2+`, 'g')

interface English {
  matcher: RegExpMatcher
  /** All patterns of the list at once, for a text as the matcher reads it. */
  any: RegExp
  nameOf(termId: number): string
}

let english: English | undefined

/** The list is large, and at start nobody needs it. */
export async function loadEnglish(): Promise<void> {
  if (english) return
  const { collapseDuplicatesTransformer, DataSet, englishDataset, RegExpMatcher } = await import('obscenity')
  const list = new DataSet<{ originalWord: string }>()
    .addAll(englishDataset)
    .removePhrasesIf(({ metadata }) => ENGLISH_NEEDED.has(metadata?.originalWord))
  const { blacklistedTerms = [], ...options } = list.build()
  english = {
    matcher: new RegExpMatcher({
      ...options,
      blacklistedTerms,
      // Look-alikes, case and digits are folded already.
      blacklistMatcherTransformers: [
        collapseDuplicatesTransformer({
          defaultThreshold: 1,
          customThresholds: new Map(Array.from(TWICE, (letter) => [letter, 2])),
        }),
      ],
    }),
    any: new RegExp(blacklistedTerms.map(written).join('|'), 's'),
    nameOf: (termId) =>
      list.getPayloadWithPhraseMetadata({ termId, startIndex: 0, endIndex: 0, matchLength: 0 }).phraseMetadata
        ?.originalWord ?? '',
  }
}

/** A term as the matcher looks for it. */
function written({ pattern }: BlacklistedTerm): string {
  const edge = (isOne: boolean) => (isOne ? '\\b' : '')
  const letters = pattern.nodes.map(writtenNode).join('')
  return edge(pattern.requireWordBoundaryAtStart) + letters + edge(pattern.requireWordBoundaryAtEnd)
}

function writtenNode(node: Node): string {
  if ('chars' in node) return String.fromCodePoint(...node.chars)
  return 'childNode' in node ? `(?:${writtenNode(node.childNode)})?` : '.'
}

/**
 * English words of the library's list in the matching form.
 * @throws when `loadEnglish` has not been awaited
 */
export function findEnglish(units: readonly Unit[], allowed: readonly Span[]): Find[] {
  if (!english) throw new Error('the English words are not loaded')
  const { any, matcher, nameOf } = english
  const { letters, owners } = latinOnly(units)
  // Most texts have none, and the library would try its patterns one by one.
  if (!any.test(letters.replace(IN_A_ROW, '$1$1$2'))) return []
  const finds: Find[] = []
  for (const { termId, startIndex, endIndex } of matcher.getAllMatches(letters, true)) {
    const start = owners[startIndex]?.start
    const end = owners[endIndex]?.end
    if (start === undefined || end === undefined || finds.length >= FINDS_KEPT) continue
    addFind(finds, { rule: nameOf(termId), start, end }, allowed)
  }
  return finds
}

/** Latin letters with single spaces where anything else stands, and the unit behind each of them. */
function latinOnly(units: readonly Unit[]): { letters: string; owners: (Unit | undefined)[] } {
  let letters = ''
  const owners: (Unit | undefined)[] = []
  const add = (letter: string, owner?: Unit) => {
    letters += letter
    owners.push(owner)
  }
  for (const unit of units) {
    const latin = isLatin(unit.sign)
    if ((unit.gap !== NONE || !latin) && letters !== '' && !letters.endsWith(' ')) add(' ')
    if (latin) add(unit.sign, unit)
  }
  return { letters, owners }
}
