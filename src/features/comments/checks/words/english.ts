import type { Node, RegExpMatcher } from 'obscenity'
import type { Find } from '../../model.ts'
import { isLatin, NONE, type Unit } from './matching-form.ts'
import { addFind, FINDS_KEPT, type Span } from './word-list.ts'

/** Words of the library's list that a newspaper's readers need in earnest: crimes, the body, dams and rugby. */
const NEEDED: ReadonlySet<string | undefined> = new Set(
  'abo anal anus arabush cum dyke hentai hooker incest orgasm orgy penis porn rape scat semen sex spastic vagina'.split(
    ' ',
  ),
)

/** Names and words that hold one of the list's words and mean no harm. */
export const ENGLISH_HARMLESS: readonly string[] = [
  ...[
    'scunthorpe',
    'penistone',
    'shiitake*',
    'cockpit*',
    'cockerel*',
    'cocker*',
    'cock and bull',
    'peacock*',
    'babcock',
  ],
  ...'Cheney|Durbin|Clark|Tracy|Turpin|Whittington|Advocaat|Francis|Grayson|Wolf|Gephardt|Armey|Van Dyke|Smith|Button|Fosbury|Schoof|Spring|Bruna'
    .split('|')
    .map((name) => `dick ${name}`),
  ...[
    'moby dick',
    'philip k dick',
    'andy dick',
    'cressida dick',
    'spotted dick',
    'tom dick and harry',
    'dick s',
  ],
  ...[
    'dickinson*',
    'dickson*',
    'dickens*',
    'dickerson*',
    'dickie*',
    'dickey*',
    'roddick',
    'riddick',
    'fredericks',
    'medick',
  ],
  ...['fu', 'fk', 'fukushima*', 'fukuoka*', 'fukuyama', 'fukuda', 'fukui', 'fukunaga'],
  ...['assort*', 'assyri*', 'assay*', 'fagan*', 'fagin*', 'pissarro*', 'booby*', 'boobies', 'boob tube'],
  ...[
    'blue tit*',
    'great tit*',
    'coal tit*',
    'marsh tit*',
    'tit for tat',
    'titter*',
    'tittle',
    'tits and finches',
  ],
  ...[
    'retardant*',
    'retardation',
    'pussy riot*',
    'pussycat*',
    'pussy willow*',
    'pin prick*',
    'prick up',
    'pricks up',
  ],
  ...[
    'chink in',
    'chinks in',
    'chink of light',
    'niggard*',
    'niggle*',
    'rio negro',
    'turduck*',
    'wankel*',
    'rapporteur*',
  ],
  ...['arsenal*', 'arsenic*', 'bastardi*', 'cuckoo*', 'cockney*', 'cocktail*', 'felchner', 'fistin', 'twatt'],
]

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
  const { collapseDuplicatesTransformer, DataSet, englishDataset, RegExpMatcher, SyntaxKind } = await import(
    'obscenity'
  )
  const list = new DataSet<{ originalWord: string }>()
    .addAll(englishDataset)
    .removePhrasesIf(({ metadata }) => NEEDED.has(metadata?.originalWord))
  const { blacklistedTerms = [], ...options } = list.build()
  const written = (node: Node): string => {
    if (node.kind === SyntaxKind.Wildcard) return '.'
    return node.kind === SyntaxKind.Optional
      ? `(?:${written(node.childNode)})?`
      : String.fromCodePoint(...node.chars)
  }
  const any = blacklistedTerms.map(({ pattern }) => {
    const edge = (isOne: boolean) => (isOne ? '\\b' : '')
    const { nodes, requireWordBoundaryAtStart: start, requireWordBoundaryAtEnd: end } = pattern
    return edge(start) + nodes.map(written).join('') + edge(end)
  })
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
    any: new RegExp(any.join('|'), 's'),
    nameOf: (termId) =>
      list.getPayloadWithPhraseMetadata({ termId, startIndex: 0, endIndex: 0, matchLength: 0 }).phraseMetadata
        ?.originalWord ?? '',
  }
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
