/** Words of the library's list that a newspaper's readers need in earnest: crimes, the body, dams and rugby. */
export const ENGLISH_NEEDED: ReadonlySet<string | undefined> = new Set(
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
