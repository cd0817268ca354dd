import type { AsyncLocalStorage } from 'node:async_hooks'
import { HonoRequest } from 'hono/request'
import { routePath } from 'hono/route'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { toJSONSchema, type ZodType } from 'zod'
import { leaveBrowser, openPerson, takeBrowser } from '../support/browser.ts'
import { some } from '../support/whole.ts'
import { routesOf, send } from './access.ts'
import { CORPUS, packed, SHARE, together } from './corpus.ts'
import { FIELDS } from './fields.ts'
import { type Filled, fillWorld, type Who } from './filled.ts'
import { createReading } from './markup.ts'
import { ROUTES } from './routes.ts'

/** A body as a route reads it. */
interface Read {
  schema: ZodType
  value: unknown
}
const noted = vi.hoisted(() => ({
  bodies: new Map<string, Read>(),
  /** Which route is reading. */
  route: null as AsyncLocalStorage<string> | null,
  questions: new Set<string>(),
}))

vi.mock('../../src/kernel/parse.ts', async (original) => {
  const own = await original<typeof import('../../src/kernel/parse.ts')>()
  const noting =
    (parse: typeof own.parse): typeof own.parse =>
    (schema, value) => {
      const route = noted.route?.getStore()
      if (route !== undefined) noted.bodies.set(route, { schema, value })
      return parse(schema, value)
    }
  return { ...own, parse: noting(own.parse), parseExplained: noting(own.parseExplained) }
})
vi.mock('../../src/http/validate.ts', async (original) => {
  const own = await original<typeof import('../../src/http/validate.ts')>()
  const { AsyncLocalStorage: Storage } = await import('node:async_hooks')
  const storage = new Storage<string>()
  noted.route = storage
  type Reader = (c: Parameters<typeof own.readJson>[0], ...more: never[]) => Promise<unknown>
  const within =
    (read: Reader): Reader =>
    (c, ...more) =>
      storage.run(`${c.req.method} ${routePath(c)}`, () => read(c, ...more))
  const { readFacts, readForm, readJson } = own
  return { ...own, readFacts: within(readFacts), readForm: within(readForm), readJson: within(readJson) }
})

/** Notes each parameter of the address that a route asks for by its name. */
function noteQuestions(): void {
  const own = HonoRequest.prototype.query
  vi.spyOn(HonoRequest.prototype, 'query').mockImplementation(function (this: HonoRequest, name?: string) {
    const route = `${this.method} ${routePath({ req: this } as never)}`
    if (name !== undefined) {
      noted.questions.add(`${route} ${name}`)
      return Reflect.apply(own, this, [name])
    }
    return new Proxy(Reflect.apply(own, this, []), {
      get(all, key) {
        if (typeof key === 'string') noted.questions.add(`${route} ${key}`)
        return Reflect.get(all, key)
      },
    })
  })
}

/** Somebody whose request goes through. */
function whoMay(door: string): Who {
  if (door === 'key') return 'a key'
  return door.startsWith('reader') ? 'a reader' : 'an admin'
}

let world: Filled
let browser: Browser
let reading: ReturnType<typeof createReading>

async function take(what: string, answer: Response): Promise<void> {
  const body = await answer.text()
  // The one that oEmbed asks for (§2.3.4): a format that is not there.
  const isAsked = what.startsWith('GET /oembed') && answer.status === 501
  if (answer.status >= 500 && !isAsked) throw new Error(`${what}: ${answer.status}`)
  if (answer.headers.get('content-type')?.startsWith('text/html')) await reading.add(what, body)
}

beforeAll(async () => {
  ;[world, browser] = await Promise.all([fillWorld(), takeBrowser()])
  reading = createReading((await openPerson(browser)).page)
  noteQuestions()
  for (const [key, route] of Object.entries(ROUTES)) {
    const who = whoMay(route.door)
    const answer = await send(world, key, who, await route.ask(world, who))
    await answer.body?.cancel()
  }
})
afterAll(async () => {
  vi.restoreAllMocks()
  await leaveBrowser(browser)
  await world.close()
})

/** Routes whose body is read only once something else about the request is right, and which test sends them texts. */
const READ_LATER: Readonly<Record<string, string>> = {
  'POST /console/enrol': 'names.test.ts',
  'POST /console/enrol/:provider': 'its only field is the language',
  'POST /login/paper/callback': 'names.test.ts',
  'POST /v1/articles/ping': 'names.test.ts',
}

/** Fields of text that no person has written, by what they choose: all texts are sent there as well. */
const CHOICES: Readonly<Record<string, string>> = {
  article: 'an article',
  category: 'a category of the DSA',
  clause: 'a clause of the policy',
  code: 'digits of a second factor',
  cursor: 'a place in a list',
  days: 'a number',
  decision: 'a button, or a decision to undo',
  highlight: 'a comment',
  id: 'a part of the policy',
  key: 'a retry',
  lang: 'a language',
  lease: 'a lease',
  parent: 'a comment',
  provider: 'a provider',
  q: 'what the list is narrowed to',
  reason: 'what the list is narrowed to',
  redeem: 'a secret’s hash',
  severity: 'a number',
  signed_request: 'a signed word of Facebook’s',
  site: 'a paper',
  token: 'an invitation',
  writer: 'a writer',
  mode: 'a mode of moderation',
  newcomerThreshold: 'a number',
  perArticle: 'a number',
  perDay: 'a number',
  secondsBetween: 'a number',
  closeAfterDays: 'a number',
  holdReports: 'a number',
}

interface Shape {
  type?: string
  const?: unknown
  enum?: unknown[]
  properties?: Record<string, Shape>
  items?: Shape
  anyOf?: Shape[]
}

/** Names of the texts that a schema may hold, with a dot before one that is within another. */
function namesIn(shape: Shape, before = ''): string[] {
  const { properties = {}, items, anyOf = [], type } = shape
  if (before !== '' && type !== undefined && !['object', 'array', 'string'].includes(type)) return []
  if (shape.const !== undefined || shape.enum) return []
  if (before !== '' && (type === 'string' || Object.keys(shape).length === 0)) return [before]
  const own = Object.entries(properties).flatMap(([name, inner]) =>
    namesIn(inner, before === '' ? name : `${before}.${name}`),
  )
  const others = [...(items ? [items] : []), ...anyOf].flatMap((one) => namesIn(one, before))
  return [...new Set([...own, ...others])]
}

const BESIDE: Readonly<Record<string, object>> = {
  authors: { name: 'x' },
  image: { url: 'https://www.ledger.example/p.jpg' },
}

/** Whether this text passes there. */
function passes({ schema, value }: Read, name: string, text: string): boolean {
  const [outer = '', inner] = name.split('.')
  const put = inner === undefined ? text : { ...BESIDE[outer], [inner]: text }
  return [put, [put]].some((one) =>
    [{ ...Object(value), [outer]: one }, { [outer]: one }].some((body) => schema.safeParse(body).success),
  )
}

interface Open {
  route: string
  name: string
  /** Hostile texts that pass the schema there. */
  texts: readonly string[]
  passes: (text: string) => boolean
  /** The schema's own part for it. */
  field: unknown
}

/** Everything that takes a stranger's text. */
function openFields(): Open[] {
  return [...noted.bodies].flatMap(([route, body]) => {
    const shape: Shape = JSON.parse(
      JSON.stringify(toJSONSchema(body.schema, { io: 'input', unrepresentable: 'any' })),
    )
    return namesIn(shape).flatMap((name) => {
      const passing = (text: string) => passes(body, name, text)
      const texts = CORPUS.filter(passing)
      const field: unknown = Object(Object(body.schema).shape)[name]
      return texts.length > 0 ? [{ route, name, texts, field, passes: passing }] : []
    })
  })
}

/** As many in one text as the schemas let through. */
function grouped(texts: readonly string[], fits: (text: string) => boolean): string[][] {
  const groups: string[][] = []
  for (const text of texts) {
    const group = groups.at(-1)
    if (group && fits(together([...group, text]))) group.push(text)
    else groups.push([text])
  }
  return groups
}

/** In `names.test.ts`. */
const NAMES = ['POST /login/name name', 'POST /console/enrol name']
const SENT = new Set([
  ...FIELDS.flatMap(({ route, keys }) => Object.keys(keys).map((key) => `${route} ${key}`)),
  ...NAMES,
])

let open: Open[] = []
let choosing: Open[] = []
beforeAll(() => {
  open = openFields()
  choosing = open.filter(({ route, name }) => !SENT.has(`${route} ${name}`))
})

describe('every text that a body takes', () => {
  it('is read by a schema, on every route that changes something', () => {
    const unread = routesOf(world).filter((key) => !key.startsWith('GET ') && !noted.bodies.has(key))
    expect(unread.sort()).toEqual(Object.keys(READ_LATER).sort())
  })

  it('is a field that the hostile texts are sent to, or chooses between things that are known', () => {
    expect(open.length).toBeGreaterThan(80)
    expect(
      choosing.filter(({ name }) => !(name in CHOICES)).map(({ route, name }) => `${route} ${name}`),
    ).toEqual([])
    const names = new Set(choosing.map(({ name }) => name))
    expect(Object.keys(CHOICES).filter((name) => !names.has(name))).toEqual([])
  })

  it('is no fault of the service and no markup where it chooses nothing that there is', async () => {
    const routes = new Set(choosing.map(({ route }) => route))
    const alone = new Set<unknown>()
    let [sent, due] = [0, 0]
    for (const [turn, key] of [...routes].entries()) {
      const share = new Set(some(CORPUS, SHARE, turn))
      due += share.size
      const fields = choosing.filter(({ route }) => route === key)
      const route = ROUTES[key]
      if (!route) throw new Error(`${key} is not in the table`)
      const who = whoMay(route.door)
      const asked = await route.ask(world, who)
      const ask = async (texts: readonly string[]) => {
        const chosen = Object.fromEntries(fields.map(({ name }) => [name, together(texts)]))
        const form = { ...asked.form, ...chosen } as Record<string, string>
        const body = asked.json === undefined ? { form } : { json: { ...Object(asked.json), ...chosen } }
        await take(key, await send(world, key, who, { ...asked, ...body }))
        sent += texts.length
      }
      // What several forms carry along is one field of theirs, and one by one in the first.
      const isNew = fields.filter(({ field }) => field === undefined || !alone.has(field))
      for (const { field } of isNew) if (field) alone.add(field)
      const read = new Set(isNew.flatMap(({ texts }) => texts.filter((text) => share.has(text))))
      for (const texts of grouped([...read], (text) => isNew.every((one) => one.passes(text))))
        await ask(texts)
      // What no schema lets through or another form has had, many at once.
      const rest = [...share].filter((text) => !read.has(text))
      for (let at = 0; at < rest.length; at += 50) await ask(rest.slice(at, at + 50))
    }
    expect([sent, due > (CORPUS.length * routes.size) / SHARE - routes.size]).toEqual([due, true])
    expect(await reading.faults()).toEqual([])
  }, 240_000)
})

describe('every parameter of an address', () => {
  const asked = (route: string) =>
    [...noted.questions].flatMap((one) => (one.startsWith(`${route} `) ? [one.slice(route.length + 1)] : []))

  it('takes hostile texts without a fault, and shows them as texts if at all', async () => {
    let pairs = 0
    for (const [key, route] of Object.entries(ROUTES)) {
      const names = asked(key)
      if (!key.startsWith('GET ') || names.length === 0) continue
      const who = whoMay(route.door)
      const { path } = await route.ask(world, who)
      // Each by itself, beside what is right.
      for (const name of names) {
        for (const texts of packed(some(CORPUS, SHARE, pairs), 1_500)) {
          const [place, right] = path.split('?')
          const query = new URLSearchParams(right)
          query.set(name, together(texts))
          await take(`${key} ${name}`, await send(world, key, who, { path: `${place}?${query}` }))
        }
        pairs += 1
      }
    }
    expect(pairs).toBeGreaterThan(150)
    expect(await reading.faults()).toEqual([])
  }, 240_000)

  it('is the same where the text is the address itself', async () => {
    const roots = [
      '/',
      '/assets/',
      '/legal/notice/',
      '/data-deletion/',
      '/a/',
      '/console/',
      '/policy/',
      '/cards/a/',
    ]
    for (const [turn, root] of roots.entries()) {
      for (const text of some(CORPUS, SHARE, turn)) {
        const path = root + `${new URLSearchParams({ x: text })}`.slice(2).replaceAll('+', '%20')
        await take(root, await world.app.request(path, { headers: world.credentials('an admin') }))
      }
    }
    expect(await reading.faults()).toEqual([])
  }, 240_000)

  it('leaves no error in the log', () => {
    const errors = world.log.filter((line) => line.startsWith('error'))
    expect(errors.filter((line) => !line.includes('"problem":"format-unknown"'))).toEqual([])
  })
})
