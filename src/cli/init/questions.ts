import { ConfigError } from '../../config/config.ts'
import {
  type Answers,
  type App,
  keyOf,
  originBeside,
  type Read,
  readFacebookId,
  readKey,
  readOrigins,
  readPlace,
  readPublicUrl,
  readSecret,
  readTitle,
  readXId,
} from './answers.ts'

/** Asks a person. `hidden`: what is typed is not shown. */
export interface Terminal {
  ask(question: string, options?: { hidden?: boolean }): Promise<string>
  say(text: string): void
}

/** What the flags say; `undefined`: nothing. */
export interface Given {
  publicUrl?: string | undefined
  title?: string | undefined
  key?: string | undefined
  origin?: string | undefined
  /** `en Europe/London` */
  place?: string | undefined
  xClientId?: string | undefined
  xSecret?: string | undefined
  facebookAppId?: string | undefined
  facebookSecret?: string | undefined
}

const NO_APP = 'Readers need a way in: X, Facebook or both'

/** Six questions, each answer looked at before the next one is asked. Enter keeps what stands in brackets. */
export async function askAll(terminal: Terminal, given: Given): Promise<Answers> {
  const ask = <Value>(question: string, fallback: string, read: (text: string) => Read<Value>) =>
    untilRight(terminal, question, { fallback, read })
  const publicUrl = await ask(
    '1/6  Public address of the comments',
    given.publicUrl ?? 'http://localhost:8787',
    readPublicUrl,
  )
  const title = await ask('2/6  Name of the newspaper', given.title ?? 'The Paper', readTitle)
  const origins = await ask(
    '3/6  Addresses of its pages, separated by commas',
    given.origin ?? originBeside(publicUrl),
    readOrigins,
  )
  const place = await ask('4/6  Its language and time zone', given.place ?? 'en UTC', readPlace)
  const x = await askApp(terminal, {
    question: '5/6  X: OAuth 2.0 client id',
    given: [given.xClientId, given.xSecret],
    read: readXId,
  })
  let facebook: App | null = null
  for (;;) {
    facebook = await askApp(terminal, {
      question: '6/6  Facebook: app id',
      given: [given.facebookAppId, given.facebookSecret],
      read: readFacebookId,
    })
    if (x || facebook) break
    terminal.say(`     ${NO_APP}.`)
  }
  return { publicUrl, title, key: settle(given.key ?? keyOf(title), readKey), origins, ...place, x, facebook }
}

/** The same from flags alone. @throws {ConfigError} with every fault at once */
export function readAll(given: Given): Answers {
  const faults: string[] = []
  const take = <Value>(
    flag: string,
    text: string,
    read: (text: string) => Read<Value>,
    none: Value,
  ): Value => {
    const found = read(text)
    if ('value' in found) return found.value
    faults.push(`--${flag}: ${found.fault}`)
    return none
  }
  const app = (
    [idFlag, id]: [string, string | undefined],
    [secretFlag, secret]: [string, string | undefined],
    read: (text: string) => Read<string>,
  ): App | null => {
    if (id === undefined && secret === undefined) return null
    return { id: take(idFlag, id ?? '', read, ''), secret: take(secretFlag, secret ?? '', readSecret, '') }
  }
  const publicUrl = take('public-url', given.publicUrl ?? 'http://localhost:8787', readPublicUrl, '')
  const title = take('title', given.title ?? 'The Paper', readTitle, '')
  const suggested = publicUrl === '' ? '' : originBeside(publicUrl)
  const answers: Answers = {
    publicUrl,
    title,
    key: take('site', given.key ?? keyOf(title), readKey, ''),
    origins: take('origin', given.origin ?? suggested, readOrigins, []),
    ...take('language and --time-zone', given.place ?? 'en', readPlace, { language: 'en', timeZone: 'UTC' }),
    x: app(['x-client-id', given.xClientId], ['x-client-secret-file', given.xSecret], readXId),
    facebook: app(
      ['facebook-app-id', given.facebookAppId],
      ['facebook-app-secret-file', given.facebookSecret],
      readFacebookId,
    ),
  }
  if (!answers.x && !answers.facebook) faults.push(`--x-client-id or --facebook-app-id: ${NO_APP}`)
  if (faults.length > 0) throw new ConfigError(faults)
  return answers
}

async function untilRight<Value>(
  terminal: Terminal,
  question: string,
  { fallback, read, hidden = false }: { fallback: string; read(text: string): Read<Value>; hidden?: boolean },
): Promise<Value> {
  for (;;) {
    const shown = hidden || fallback === '' ? '' : ` [${fallback}]`
    const typed = (await terminal.ask(`${question}${shown}: `, { hidden })).trim()
    const found = read(typed === '' ? fallback : typed)
    if ('value' in found) return found.value
    terminal.say(`     ${found.fault}.`)
  }
}

async function askApp(
  terminal: Terminal,
  {
    question,
    given: [id = '', secret = ''],
    read,
  }: {
    question: string
    given: readonly [string | undefined, string | undefined]
    read(text: string): Read<string>
  },
): Promise<App | null> {
  const found = await untilRight<string>(terminal, `${question}${id === '' ? ' (Enter: without)' : ''}`, {
    fallback: id,
    read: (text) => (text === '' ? { value: '' } : read(text)),
  })
  if (found === '') return null
  const hidden = await untilRight(terminal, '     its secret (not shown)', {
    fallback: secret,
    read: readSecret,
    hidden: true,
  })
  return { id: found, secret: hidden }
}

function settle(text: string, read: (text: string) => Read<string>): string {
  const found = read(text)
  if ('value' in found) return found.value
  throw new ConfigError([`--site: ${found.fault}`])
}
