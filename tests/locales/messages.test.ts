import { describe, expect, it } from 'vitest'
import { browserWords } from '../../src/locales/browser-words.ts'
import { consoleWords } from '../../src/locales/console-words.ts'
import { catalogue } from '../../src/locales/index.ts'
import { LANGUAGES, type Language } from '../../src/locales/language.ts'
import { mark, messagesOf } from '../support/messages.ts'
import { unreadWords } from '../support/reached-words.ts'

const isReader = (path: string) => !/^src\/(locales\/(en|ko|registry|index)\b|sandbox\/states\/)/.test(path)

/** Where there is nothing to say, in any language. */
const EMPTY = [
  'appeals.sources.author',
  'appeals.sources.expiry',
  'appeals.sources.own',
  'reader.comment.tombstones.published',
]

const all = (language: Language) =>
  messagesOf(catalogue(language), catalogue('en')).sort((a, b) => (a.path < b.path ? -1 : 1))
const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort().join(' ')
/** Every message in one line, for those that a rule finds. */
const found = (language: Language, rule: RegExp) =>
  all(language).flatMap(({ path, said }) =>
    said
      .filter((text) => rule.test(text))
      .slice(0, 1)
      .map((text) => `${path}: ${text}`),
  )

describe('every message', () => {
  it('is read by some source, those of the browser by its code', () => {
    const ofConsole = { file: 'src/locales/console-words.ts', type: 'ConsoleWords' }
    const isBrowser = (path: string) => path.startsWith('src/browser/')
    const [unread, unheard, unheardAtDesk, planted] = unreadWords([
      { file: 'src/locales/index.ts', type: 'Catalogue', isReader },
      { file: 'src/locales/browser-words.ts', type: 'BrowserWords', isReader: isBrowser },
      { ...ofConsole, isReader: isBrowser },
      { ...ofConsole, isReader: () => false },
    ])
    expect(unread).toEqual([])
    expect(unheard).toEqual([])
    expect(unheardAtDesk).toEqual([])
    expect(planted).toContain('approve')
  })
})

describe.each(LANGUAGES)('the catalogue of %s', (language) => {
  it('holds every message of the English one, of the same kind, and no other', () => {
    const shape = (of: Language) => all(of).map(({ path, kind }) => `${path}: ${kind}`)
    expect(shape(language)).toEqual(shape('en'))
  })

  it('says what is put in wherever English says it', () => {
    const used = (of: Language) =>
      all(of).map(({ path, parameters, said }) => [
        path,
        ...parameters.filter((_, at) => said.some((text) => text.includes(mark(at)))),
      ])
    expect(used(language)).toEqual(used('en'))
  })

  it('has the same {placeholders} in the same messages, those for browser code too', () => {
    const held = (of: Language) => [
      ...all(of).map(({ path, said }) => [path, placeholders(said[0] ?? '')]),
      ...[browserWords(catalogue(of)), consoleWords(catalogue(of))].flatMap((words) =>
        Object.entries(words).map(([name, text]) => [name, placeholders(JSON.stringify(text))]),
      ),
    ]
    expect(held(language)).toEqual(held('en'))
  })

  it('has no empty message but where there is nothing to say, and no stray space', () => {
    const empty = all(language).filter(({ said, path }) => said[0] === '' && path !== 'ownScript')
    expect(empty.map(({ path }) => path)).toEqual(EMPTY)
    expect(found(language, /^\s|\s$|\s\s/)).toEqual([])
  })

  it('is set with the signs of print: no straight quote, no three dots, no hyphen for a dash', () => {
    expect(found(language, /['"`]|\.\.\.| - |--/)).toEqual([])
  })
})

describe('Korean', () => {
  it('puts no particle after what is put in that would have to follow its last letter', () => {
    expect(
      found(
        'ko',
        /⟧[”’)]*(은|는|이|가|을|를|과|와|로|으로|라고|이라|나|이나|랑)(?![가-힣])|\([은는이가을를와과으]\)/,
      ),
    ).toEqual([])
  })

  it('puts 님 after the name of a person, or shows it as the value of a label', () => {
    const bare = all('ko').flatMap(({ path, parameters, said }) =>
      parameters.flatMap((name, at) => {
        if (!/^(name|author)$/.test(name)) return []
        const rest = said.filter((text) => text.includes(mark(at)))
        const polite = new RegExp(`${mark(at)} (님|기자)|: ${mark(at)}|${mark(at)}:|\\(${mark(at)}\\)`)
        return rest
          .filter((text) => !polite.test(text))
          .slice(0, 1)
          .map((text) => `${path}: ${text}`)
      }),
    )
    expect(bare).toEqual([])
  })

  it('holds no English: two small words beside each other are a phrase', () => {
    expect(found('ko', /[a-z]{2,} [a-z]{2,}/)).toEqual([])
    const english = new Map(all('en').map(({ path, said }) => [path, said[0]]))
    const same = all('ko').filter(
      ({ path, said }) => /[a-z]{2}/.test(said[0] ?? '') && said[0] === english.get(path),
    )
    expect(same.map(({ said }) => said[0])).toEqual(['Brevier', 'OpenID', 'OpenID', 'ltr'])
  })
})
