import type { Candidate } from '../src/features/comments/checks/check.ts'
import { compileWords } from '../src/features/comments/checks/words/word-list.ts'
import type { SiteWords } from '../src/features/comments/model.ts'
import { TEXT_LIMITS } from '../src/kernel/text.ts'

/** Pieces of which bad inputs are made: each is slow for some part of screening, or nearly something it looks for. */
const PIECES = [
  ...[
    '\u0323\u0301',
    '\u0301\u0323',
    'e\u0323\u0301\u0323\u0301',
    '\u1112\u1161\u11ab',
    '\u119e',
    'ㅅㅣㅂㅏ',
    '시바',
    '씨이',
    '시.',
  ],
  ...[
    'ﷺ',
    '㍿',
    '㎨',
    'ᴀ',
    '𝐟',
    'ｆ',
    'а\u0306',
    'f u ',
    'f.u.',
    'fuc',
    'shi',
    'as',
    'a-',
    'a.',
    'ab.',
    'www',
    'h',
    '@a.',
    'a@',
  ],
  ...[
    '0',
    '10',
    '010-',
    '1-',
    '4111 ',
    '\u0e17\u0e35\u0e48',
    '\u05e9\u05b8\u05c1',
    '\u0928\u092e\u0938\u094d',
    '👩\u200d',
    '👍🏽',
    '🇰🇷',
  ],
  ...[
    '\u200b',
    '\u3164',
    '\u00ad',
    ' ',
    '\n',
    '다시발',
    '질병신',
    '바 ',
    'ㅂ',
    'ㅋ',
    '$',
    '!',
    '(',
    '\u202e\u202c',
    '\ud83d',
    'İ',
    'ß',
    '\u0007',
  ],
]

/** Texts of a few pieces each, repeated up to a length: short ones may be accepted, the longest never are. */
export function inputs(): string[] {
  const sizes = [250, 500, 1_000, 2_000, TEXT_LIMITS.bytes, 16_384]
  const patterns = PIECES.flatMap((piece, index) => [
    piece,
    piece + (PIECES[(index * 7 + 3) % PIECES.length] ?? ''),
    piece +
      (PIECES[(index * 11 + 5) % PIECES.length] ?? '') +
      (PIECES[(index * 13 + 1) % PIECES.length] ?? ''),
  ])
  return patterns
    .flatMap((pattern) => sizes.map((size) => fill(pattern, size)))
    .concat(heavyClusters(), everyMark())
}

function fill(pattern: string, units: number): string {
  return pattern.repeat(Math.ceil(units / pattern.length)).slice(0, units)
}

/** 250 clusters with as many code points in each as the limits allow together. */
function heavyClusters(): string[] {
  const marks = ['\u0301\u0323\u0301\u0323\u0301\u0323\u0301', '\u0e48\u0e35', '\ufe0f\u200d', '\u1161\u11ab']
  return ['a', '가', 'ﷺ', '\u1112', '👩', 'ŝ', 'К'].flatMap((base) =>
    marks.map((row) => (base + row).repeat(250)),
  )
}

/** Signs that were never seen before: nothing that is remembered helps. */
function everyMark(): string[] {
  const rows: string[] = []
  for (let from = 0x80; from < 0xfff0; from += 250) {
    const signs = Array.from({ length: 250 }, (_, index) => from + index)
    rows.push(String.fromCodePoint(...signs.filter((sign) => sign < 0xd800 || sign > 0xf8ff)))
  }
  return rows
}

/** Two thousand rules that share long beginnings with the inputs, as bad as a paper's list can become. */
export function manyRules(): SiteWords {
  const stems = ['시바', 'fuc', 'a', '바', 'as', 'ab', 'shi', 'ᴀ', 'ㅅㅂ', '0a']
  const block = stems.flatMap((stem) =>
    Array.from(
      { length: 200 },
      (_, index) => `${stem.repeat(1 + (index % 20)).slice(0, 56)}${index.toString(36)}*`,
    ),
  )
  return { block, allow: stems.map((stem) => `${stem.repeat(20)}ok*`), revision: 1 }
}

/** What a busy day leaves behind: fifty rejected texts and twenty own ones, of full length. */
export function busyWriter(base: Candidate['writer']): Candidate['writer'] {
  const texts = inputs().filter(({ length }) => length === 250)
  return { ...base, rejectedBodies: texts.slice(0, 50), recentBodies: texts.slice(50, 70) }
}

/** Compiling is once per change of a list; in milliseconds. */
export function compileMs(words: SiteWords = manyRules()): number {
  const begin = performance.now()
  compileWords(words.block, words.allow)
  return performance.now() - begin
}
