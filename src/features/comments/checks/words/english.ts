import type { RegExpMatcher } from 'obscenity'
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

let matcher: RegExpMatcher | undefined
let nameOf: (termId: number) => string = () => ''

/** The list is large, and at start nobody needs it. */
export async function loadEnglish(): Promise<void> {
  if (matcher) return
  const { collapseDuplicatesTransformer, DataSet, englishDataset, RegExpMatcher } = await import('obscenity')
  const list = new DataSet<{ originalWord: string }>()
    .addAll(englishDataset)
    .removePhrasesIf(({ metadata }) => NEEDED.has(metadata?.originalWord))
  const twice = new Map(Array.from('beolsg', (letter) => [letter, 2]))
  matcher = new RegExpMatcher({
    ...list.build(),
    // Look-alikes, case and digits are folded already.
    blacklistMatcherTransformers: [
      collapseDuplicatesTransformer({ defaultThreshold: 1, customThresholds: twice }),
    ],
  })
  nameOf = (termId) =>
    list.getPayloadWithPhraseMetadata({ termId, startIndex: 0, endIndex: 0, matchLength: 0 }).phraseMetadata
      ?.originalWord ?? ''
}

/**
 * English words of the library's list in the matching form.
 * @throws when `loadEnglish` has not been awaited
 */
export function findEnglish(units: readonly Unit[], allowed: readonly Span[]): Find[] {
  if (!matcher) throw new Error('the English words are not loaded')
  const { letters, owners } = latinOnly(units)
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
