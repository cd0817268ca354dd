import { Problem } from '../../kernel/errors.ts'
import { checkText } from '../../kernel/text.ts'
import type { Role } from '../accounts/model.ts'
import { readWord } from './checks/words/word-trie.ts'
import { WORD_LENGTH } from './model.ts'

/** A rule of one letter would hold everything. */
const FEWEST_LETTERS = 2

/** Every moderator reads the lists; seniors and admins change them. */
export function mayEditWords(role: Role): boolean {
  return role === 'senior' || role === 'admin'
}

/**
 * A word as it is kept: composed, in one line, single spaces; a star at either end leaves it open.
 * @throws {Problem} `word-unusable` when it is too long or nothing of it can be compared
 */
export function cleanWord(raw: string): string {
  const checked = checkText(raw)
  const word = checked.ok ? checked.text.replace(/\s+/g, ' ') : ''
  const letters = readWord(word)?.runs.reduce((sum, { count }) => sum + count, 0) ?? 0
  if (letters < FEWEST_LETTERS || Array.from(word).length > WORD_LENGTH)
    throw new Problem('word-unusable', { limit: WORD_LENGTH })
  return word
}
