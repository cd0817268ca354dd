/** A text with every kind of digit, dash and blank as its plain one and nothing invisible, and where each unit was. */
export interface PlainDigits {
  text: string
  /** Offsets in UTF-16 units of the text that was read. */
  startOf(index: number): number
  endOf(index: number): number
}

const INVISIBLE = /\p{Default_Ignorable_Code_Point}/u

/** One unit for one sign, so that places can be found again: `０１０—１２３４` becomes `010-1234`. */
export function plainDigits(source: string): PlainDigits {
  let text = ''
  const owners: { start: number; end: number }[] = []
  let at = 0
  for (const sign of source) {
    const start = at
    at += sign.length
    const plain = sign <= '\u007f' ? sign : plainSign(sign)
    text += plain
    for (let unit = 0; unit < plain.length; unit += 1) owners.push({ start, end: at })
  }
  return {
    text,
    startOf: (index) => owners[index]?.start ?? 0,
    endOf: (index) => owners[index]?.end ?? source.length,
  }
}

function plainSign(sign: string): string {
  if (sign >= '\u1100' && sign <= '\u11ff') return sign
  if (sign >= '\uac00' && sign <= '\ud7a3') return sign
  if (INVISIBLE.test(sign)) return ''
  if (/\p{Pd}/u.test(sign)) return '-'
  if (/\p{Nd}|\p{No}|[．＠（）＋]/u.test(sign)) {
    const plain = sign.normalize('NFKC')
    return plain.length === 1 ? plain : sign
  }
  return sign
}
