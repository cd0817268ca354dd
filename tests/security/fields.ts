import { randomUUID } from 'node:crypto'
import { newest } from '../support/appeals.ts'
import type { Asked } from './access.ts'
import { together } from './corpus.ts'
import type { Filled, Who } from './filled.ts'
import { ROUTES } from './routes.ts'

/** What became of a request. */
export interface Put {
  answer: Response
  isTaken: boolean
  /** Where what was taken is read, and with which cookies; `null` where the answer itself shows it. */
  seen: { path: string; cookie: string } | null
  /** What is kept, where no page shows all of it. */
  kept?: string
}

/** Texts by the name of the field that they stand in. */
export type Said = Readonly<Record<string, readonly string[]>>

/** What may stand in a field of a body. */
export interface Room {
  /** UTF-16 units that are taken at once. */
  most: number
  /** Where they stand one by one, so many at most. */
  count?: number
}

/** Places of one request that a stranger's texts are written into. */
export interface Fields {
  /** The route that takes them, as in the table of routes. */
  route: string
  /** Which of several things the route does with them. */
  of?: string
  /** By their names in the body, with a dot before one that is within another. */
  keys: Readonly<Record<string, Room>>
  /** How many of them may stand there: nearly all, those of a kind, or none that gets far enough to be shown. */
  takes: 'most' | 'some' | 'none'
  /** The status that refuses what is there already. */
  known?: number
  put(world: Filled, said: Said): Promise<Put>
}

/** Answers `null` where nothing was done after all. */
type Where = (world: Filled, asked: Asked) => string | null | Promise<string | null>
interface More extends Partial<Pick<Fields, 'of' | 'takes' | 'known'>> {
  /** Other fields of the form. */
  form?: Record<string, string>
  /** Where it is read; left out: where the answer leads; `null`: nowhere yet. */
  where?: Where | null
}

const whoPuts = (route: string): Who =>
  /^(desk|open)$/.test(ROUTES[route]?.door ?? '') ? 'an admin' : 'a reader'

/** The route's own right request, as an admin or a reader sends it, with texts in some of its fields. */
function inForm(route: string, most: Readonly<Record<string, number>>, more: More = {}): Fields {
  const { form = {}, where, takes = 'most', ...rest } = more
  let ready: Asked | null = null
  return {
    route,
    ...rest,
    keys: Object.fromEntries(Object.entries(most).map(([key, units]) => [key, { most: units }])),
    takes,
    async put(world, said) {
      const who = whoPuts(route)
      ready ??= (await ROUTES[route]?.ask(world, who)) ?? null
      const asked = ready
      if (!asked) throw new Error(`${route} is not in the table`)
      const cookie = asked.headers?.['cookie'] ?? world.credentials(who)['cookie'] ?? ''
      const texts = Object.entries(said).map(([key, list]) => [key, together(list)])
      const body = { ...asked.form, ...(asked.json ?? {}), ...form, ...Object.fromEntries(texts) }
      const key = { 'idempotency-key': randomUUID() }
      const answer =
        asked.json === undefined
          ? await world.form(asked.path, body, undefined, { cookie })
          : await world.json(asked.path, body, undefined, { cookie, ...key })
      const isTaken = answer.status < 400
      if (!isTaken) return { answer, isTaken, seen: null }
      if (where) {
        const path = await where(world, asked)
        if (path !== null) ready = null
        return {
          answer,
          isTaken: path !== null,
          seen: path === null ? null : { path, cookie: world.admin.cookie },
        }
      }
      // What was refused is still there for the next.
      ready = null
      const location = where === null ? null : answer.headers.get('location')
      return { answer, isTaken, seen: location === null ? null : { path: location, cookie } }
    },
  }
}

/** The desk's page of the newest decision. */
const newestEntry: Where = async (world) => `/console/log/${(await newest(world)).seq}`
let lastSeq = 0
/** Of many acts at once: the page that answers says of each whether it was done. */
const newestIfDone: Where = async (world) => {
  const { seq, action } = await newest(world)
  const isDone = seq > lastSeq && action === 'reject'
  lastSeq = seq
  return isDone ? `/console/log/${seq}` : null
}
const commentPage: Where = (_world, { path }) =>
  `/console/comments/${/comments\/([0-9a-f-]{36})/.exec(path)?.[1]}`
const casePage: Where = (_world, { path }) => `/console?case=${/cases\/([0-9a-f-]{36})/.exec(path)?.[1]}`

const ARTICLE = 'PUT /v1/articles/:key'
let pushed = 0

type Facts = (said: Said) => Record<string, unknown>
type Push = Pick<Fields, 'keys'> &
  Partial<Pick<Fields, 'of' | 'takes'>> & {
    /** On the article’s page, of which it may be a part. */
    isShown?: boolean
    /** As it was said. */
    isKept?: boolean
  }

function pushing({ isShown = true, isKept = true, takes = 'most', ...fields }: Push, facts: Facts): Fields {
  return {
    ...fields,
    route: ARTICLE,
    takes,
    async put(world, said) {
      pushed += 1
      // They come three hundred times a minute at most.
      if (pushed % 250 === 0) world.clock.advance(61_000)
      const given = {
        url: `${world.site.origins[0]}/pushed/${pushed}`,
        headline: `Pushed ${pushed}`,
        publishedAt: '2026-06-01T09:00:00+09:00',
        language: 'en',
        ...facts(said),
      }
      const answer = await world.app.request(`/v1/articles/pushed-${pushed}`, {
        method: 'PUT',
        body: JSON.stringify(given),
        headers: { ...world.credentials('a key'), 'content-type': 'application/json' },
      })
      const isTaken = answer.status < 400
      if (!isTaken) return { answer, isTaken, seen: null }
      const article = await world.services.articles.byKey(world.site, `pushed-${pushed}`)
      const kept = isKept ? stringsIn(article).join('\n') : undefined
      return {
        answer,
        isTaken,
        seen: isShown ? { path: `/a/${article?.id}`, cookie: '' } : null,
        ...(kept ? { kept } : {}),
      }
    },
  }
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : []
}

/** What is said of a name, as one text; nothing where nothing is said. */
const line = (said: Said, key: string, name = key) => (said[key] ? { [name]: together(said[key]) } : {})
const pictured = (said: Said) => ({
  url: 'https://www.ledger.example/p.jpg',
  alt: 'x',
  ...line(said, 'image.url', 'url'),
  ...line(said, 'image.alt', 'alt'),
  ...line(said, 'image.caption', 'caption'),
  ...line(said, 'image.credit', 'credit'),
})
const described: Facts = (said) => ({
  ...line(said, 'headline'),
  ...line(said, 'description'),
  section: said['section'] ?? [],
  tags: said['tags'] ?? [],
  authors: (said['authors.name'] ?? []).map((name) => ({ name })),
  image: pictured(said),
})

const DRAFT = {
  titleEn: 'Title',
  titleKo: '제목',
  textEn: 'Text',
  textKo: '글',
  severity: '1',
  category: 'VIOLENCE',
}
const drafting = (part: string, id: string, keys: Record<string, number>): Fields =>
  inForm('POST /console/policy/edit', keys, {
    of: part,
    form: { ...DRAFT, part, id },
    where: () => `/console/policy/edit?part=${part}&id=${id}`,
  })
const inBoth = (title: number, text: number) => ({
  titleEn: title,
  titleKo: title,
  textEn: text,
  textKo: text,
})

/** A draft that goes along to the provider, and is there again when its reader comes back. */
const leaving: Fields = {
  route: 'POST /login/:provider',
  keys: { text: { most: 1_800 } },
  takes: 'most',
  async put(world, said) {
    const { id } = world.article
    const answer = await world.form('/login/paper', { article: id, text: together(said['text'] ?? []) })
    const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    const attempt = /login_([0-9a-f-]{36})/.exec(cookie)?.[1]
    const isTaken = answer.status < 400
    return { answer, isTaken, seen: isTaken ? { path: `/a/${id}?draft=${attempt}`, cookie } : null }
  },
}

const entered = (route: string, keys: Record<string, number>, form: Record<string, string> = {}) =>
  inForm(route, keys, { form, where: newestEntry })
const WORDS = { explanation: 450 } as const
const UNDER_LAW = { law: 195, explanation: 450 } as const

/** Every text that people and programs can leave here; names are in `names.test.ts`. */
export const FIELDS: readonly Fields[] = [
  inForm('POST /v1/articles/:id/comments', { text: 230 }),
  inForm('POST /a/:article/comments', { text: 230 }, { form: { review: 'true' } }),
  inForm('POST /v1/comments/:id/reports', { note: 450 }, { where: commentPage }),
  inForm('POST /comments/:id/report', { note: 450 }, { where: commentPage }),
  inForm('POST /me/appeals/:id', { text: 450 }),
  entered('POST /console/cases/:id/decision', WORDS, { decision: 'reject:SB-01' }),
  entered('POST /console/cases/:id/correct', WORDS),
  entered('POST /console/comments/:id/hold', WORDS),
  entered('POST /console/comments/:id/correct', WORDS),
  entered('POST /console/writers/:id/restrictions/:restriction/lift', WORDS),
  entered('POST /console/notices/comments/:id/refuse', WORDS),
  entered('POST /console/notices/comments/:id/restore', WORDS),
  entered('POST /console/appeals/:id', { reason: 450 }),
  entered('POST /console/writers/:id/restrict', UNDER_LAW),
  inForm('POST /console/bulk', UNDER_LAW, {
    form: { decision: 'reject', law: 'KR Network Act 44-2', explanation: 'It may injure a right.' },
    where: newestIfDone,
  }),
  entered('POST /console/notices/comments/:id/blind', UNDER_LAW),
  entered('POST /console/notices/comments/:id/remove', UNDER_LAW),
  inForm('POST /console/cases/:id/escalate', { note: 450 }, { where: casePage }),
  inForm('POST /console/comments/:id/notes', { note: 450 }),
  inForm('POST /console/writers/:id/notes', { note: 450 }),
  inForm('POST /console/notices/comments/:id/order', { authority: 95, reference: 190, body: 1_900 }),
  inForm('POST /legal/notice', { name: 95, reference: 190, body: 1_900 }),
  inForm('POST /legal/notice', { email: 95 }, { takes: 'some' }),
  inForm('POST /console/words', { word: 95 }, { takes: 'some', known: 409, where: null }),
  inForm('POST /console/settings/site', { titleEn: 190, titleKo: 190 }),
  inForm('POST /console/settings/site', { timeZone: 90, outsideCheck: 190 }, { takes: 'none' }),
  inForm('POST /a/:article/share', { server: 290 }, { takes: 'some' }),
  inForm('POST /a/:article/c/:comment/share', { server: 290 }, { takes: 'some' }),
  leaving,
  inForm('POST /me/name', { name: 60 }, { takes: 'some' }),
  inForm('POST /me/logins/remove', { app: 90, subject: 290 }, { takes: 'none' }),
  inForm('POST /console/articles/:id/pin', { comment: 1_800 }, { takes: 'none' }),
  drafting('head', '', inBoth(115, 1_900)),
  drafting('clause', 'SB-01', inBoth(115, 1_150)),
  drafting('section', 'P1', inBoth(115, 1_900)),
  drafting('notice', '', { textEn: 580, textKo: 580 }),
  pushing(
    {
      keys: {
        headline: { most: 290 },
        description: { most: 590 },
        section: { most: 60, count: 6 },
        'authors.name': { most: 100, count: 10 },
        'image.alt': { most: 410 },
      },
    },
    described,
  ),
  pushing(
    {
      of: 'kept',
      keys: { tags: { most: 60, count: 30 }, 'image.caption': { most: 590 }, 'image.credit': { most: 115 } },
      isShown: false,
    },
    described,
  ),
  pushing(
    { of: 'addresses', keys: { 'image.url': { most: 400 } }, takes: 'some', isShown: false },
    described,
  ),
  pushing({ of: 'path', keys: { url: { most: 450 } }, isShown: false, isKept: false }, (said) => ({
    url: `https://www.ledger.example/${inPath(together(said['url'] ?? []))}`,
  })),
  pushing({ of: 'address', keys: { url: { most: 300 } }, takes: 'none', isShown: false }, (said) =>
    line(said, 'url'),
  ),
]

function query(values: Record<string, string>): string {
  return `${new URLSearchParams(values)}`
}

/** As a browser writes it; half a surrogate pair becomes U+FFFD. */
function inPath(text: string): string {
  return query({ x: text }).slice(2).replaceAll('+', '%20')
}
