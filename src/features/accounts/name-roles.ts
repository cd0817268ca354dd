import { glanceKey, plainLetters } from './name-keys.ts'
import { REPORTER, ROLE_PREFIXES, ROLE_SUFFIXES, ROLE_WORDS, TITLE_COMPANY } from './name-words.ts'

const BETWEEN_WORDS = /[^\p{L}\p{N}\p{M}]+/u
/** `@`, `$`, `!` and `|` stand for letters as well as between words. */
const BETWEEN_LEET_WORDS = /[^\p{L}\p{N}\p{M}@$!|]+/u
const IN_CAMEL_CASE = /[^\p{L}\p{N}\p{M}]+|(?<=\p{Ll})(?=\p{Lu})/u
const OUTER_DIGITS = /^\p{N}+|\p{N}+$/gu

/** Titles for `isTitle` and `hasRole`, with and without the article: `The Evening Lamp` keeps `Evening Lamp` too. */
export function titleKeys(titles: readonly string[]): readonly string[] {
  return titles
    .map(plainLetters)
    .flatMap((title) => [title, title.replace(/^the\s+/i, '')])
    .map(wordKey)
    .filter((key) => key !== '')
}

/** A title alone, or with company such as `the` and `team` before or after it. */
export function isTitle(plain: string, titles: readonly string[]): boolean {
  const { company } = vocabulary()
  let parts: readonly string[] = split(plain, BETWEEN_WORDS).map(wordKey)
  while (!titles.includes(parts.join(''))) {
    if (company.has(parts.at(-1) ?? '')) parts = parts.slice(0, -1)
    else if (company.has(parts[0] ?? '')) parts = parts.slice(1)
    else return false
  }
  return true
}

/** A role word as a whole word: alone, spelled out (`M o d`), in leet (`@dm1n`), numbered, or in a known compound. */
export function hasRole(plain: string, titles: readonly string[]): boolean {
  const words = split(plain, BETWEEN_WORDS)
  const parts = new Set([
    ...words,
    ...split(plain, BETWEEN_LEET_WORDS),
    ...split(plain, IN_CAMEL_CASE),
    ...spelledOut(words),
    words.join(''),
  ])
  const keys = Array.from(parts).flatMap((part) => [wordKey(part), wordKey(part.replace(OUTER_DIGITS, ''))])
  return (
    Array.from(parts).some((part) => REPORTER.test(part)) ||
    Array.from(new Set(keys)).some((key) => isRole(key, titles))
  )
}

function isRole(key: string, titles: readonly string[]): boolean {
  const { roles, prefixes, suffixes } = vocabulary()
  return ['', ...suffixes].some((suffix) => {
    if (!key.endsWith(suffix)) return false
    const stem = key.slice(0, key.length - suffix.length)
    return roles.some((role) => {
      const before = stem.slice(0, -role.length)
      return stem.endsWith(role) && (before === '' || prefixes.has(before) || titles.includes(before))
    })
  })
}

/** Neighbouring words of one letter, put together: `M o d` gives `Mod`, `기 자` gives `기자`. */
function spelledOut(words: readonly string[]): string[] {
  return split(words.map((word) => (Array.from(word).length === 1 ? word : ` ${word} `)).join(''), / +/)
}

function split(text: string, between: RegExp): string[] {
  return text.split(between).filter((part) => part !== '')
}

/** For comparing with fixed words, which few other words are near: L counts as i and l do. */
function wordKey(word: string): string {
  return glanceKey(word).toLowerCase()
}

interface Vocabulary {
  roles: readonly string[]
  prefixes: ReadonlySet<string>
  suffixes: readonly string[]
  company: ReadonlySet<string>
}

let known: Vocabulary | undefined

/** Made on first use: it needs the table of confusables. */
function vocabulary(): Vocabulary {
  known ??= {
    roles: ROLE_WORDS.map(wordKey),
    prefixes: new Set(ROLE_PREFIXES.map(wordKey)),
    suffixes: ROLE_SUFFIXES.map(wordKey),
    company: new Set(TITLE_COMPANY.map(wordKey)),
  }
  return known
}
