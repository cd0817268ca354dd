import { describe, expect, it } from 'vitest'
import { diffWords } from '../../src/kernel/word-diff.ts'

const marked = (before: string, after: string) =>
  diffWords(before, after)
    .map(({ kind, text }) => (kind === 'same' ? text : kind === 'added' ? `+{${text}}` : `-{${text}}`))
    .join('')

describe('what changed between two texts', () => {
  it.each([
    ['No attacks on people.', 'No attacks on people.', 'No attacks on people.'],
    ['No attacks on people.', 'No personal attacks on people.', 'No +{personal }attacks on people.'],
    ['욕설은 안 됩니다.', '심한 욕설은 안 됩니다.', '+{심한 }욕설은 안 됩니다.'],
    ['one two three', 'one three', 'one -{two }three'],
    ['one two', 'one 2', 'one -{two}+{2}'],
    ['one', 'one two', 'one +{two}'],
    ['', 'new', '+{new}'],
    ['old', '', '-{old}'],
    ['a\n\nb', 'a b', 'a b'],
  ])('%j → %j', (before, after, expected) => expect(marked(before, after)).toBe(expected))

  it('gives back the newer text to the character, however it was changed', () => {
    const texts = ['a b c d e f', ' b  c x e f ', 'f e d c b a', '', 'a a a b a', '<i>가 나</i> 다']
    for (const before of texts)
      for (const after of texts) {
        const parts = diffWords(before, after)
        const newer = parts.filter(({ kind }) => kind !== 'removed').map(({ text }) => text)
        expect(newer.join('')).toBe(after)
        const older = parts.filter(({ kind }) => kind !== 'added').map(({ text }) => text)
        expect(older.join('').split(/\s+/).join('')).toBe(before.split(/\s+/).join(''))
      }
  })

  it('takes no time that grows without bound', () => {
    const long = (word: string) => `${word} `.repeat(50_000)
    expect(diffWords(`x ${long('a')} y`, `x ${long('b')} y`)).toHaveLength(4)
  })
})
