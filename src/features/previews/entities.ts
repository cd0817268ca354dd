/** Latin-1 by name, from U+00A0 on: the names that HTML also knows without a semicolon. */
const LATIN_1 =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml'

const LOOSE = new Map<string, string>([
  ...LATIN_1.split(' ').map((name, index): [string, string] => [name, String.fromCodePoint(160 + index)]),
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['AMP', '&'],
  ['LT', '<'],
  ['GT', '>'],
  ['QUOT', '"'],
])

/** What newspapers' systems write beside those; a semicolon is a must. */
const STRICT = new Map<string, string>(
  Object.entries({
    apos: "'",
    hellip: '…',
    mdash: '—',
    ndash: '–',
    horbar: '―',
    lsquo: '‘',
    rsquo: '’',
    sbquo: '‚',
    ldquo: '“',
    rdquo: '”',
    bdquo: '„',
    lsaquo: '‹',
    rsaquo: '›',
    bull: '•',
    euro: '€',
    trade: '™',
    prime: '′',
    minus: '−',
    larr: '←',
    rarr: '→',
    uarr: '↑',
    darr: '↓',
    ensp: '\u2002',
    emsp: '\u2003',
    thinsp: '\u2009',
    zwnj: '\u200C',
    zwj: '\u200D',
    OElig: 'Œ',
    oelig: 'œ',
    Scaron: 'Š',
    scaron: 'š',
    NewLine: '\n',
    Tab: '\t',
    lpar: '(',
    rpar: ')',
    quest: '?',
    colon: ':',
    comma: ',',
    period: '.',
    num: '#',
    excl: '!',
    sol: '/',
  }),
)

/** Numbers from 128 to 159 mean Windows-1252 (HTML standard, numeric character reference end state). */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ'

/** Character references of an attribute or a title, decoded once. Unknown ones stay as they are. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(
    /&(?:#x([0-9a-f]{1,8})|#(\d{1,8})|([a-z][a-z0-9]{1,31}))(;?)/gi,
    (whole, hex: string | undefined, decimal: string | undefined, name: string | undefined, end: string) => {
      if (name !== undefined) return LOOSE.get(name) ?? (end === ';' ? STRICT.get(name) : undefined) ?? whole
      return codePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16))
    },
  )
}

function codePoint(number: number): string {
  if (number >= 128 && number < 160) return WINDOWS_1252[number - 128] ?? '\uFFFD'
  const isText = number > 0 && number <= 0x10ffff && !(number >= 0xd800 && number <= 0xdfff)
  return isText ? String.fromCodePoint(number) : '\uFFFD'
}
