import type { Asked } from './access.ts'
import { together } from './corpus.ts'
import type { Filled } from './filled.ts'
import { ROUTES } from './routes.ts'

/** A place that a stranger's text is written into. */
export interface Field {
  /** The route that takes it, as in the table of routes. */
  route: string
  name: string
  /** UTF-16 units, or what fits beside a few words of ours. */
  most: number
  /** What is refused together is tried one by one, so that all are that can be taken. */
  isDeep?: boolean
  /** None of them is what may stand there. */
  isStrict?: boolean
  put(world: Filled, texts: readonly string[]): Promise<Response>
}

/** The route's own right request, as an admin or a reader sends it, with these texts in one of its fields. */
function inForm(route: string, name: string, most: number, more: Record<string, string> = {}): Field {
  let ready: Asked | null = null
  return {
    route,
    name,
    most,
    async put(world, texts) {
      const who = /^(desk|open)$/.test(ROUTES[route]?.door ?? '') ? 'an admin' : 'a reader'
      ready ??= (await ROUTES[route]?.ask(world, who)) ?? null
      const asked = ready
      if (!asked) throw new Error(`${route} is not in the table`)
      const person = who === 'an admin' ? world.admin : world.people['a reader']
      const fields = { ...asked.form, ...more, [name]: together(texts) } as Record<string, string>
      const body = { ...(asked.json as object), ...more, [name]: together(texts) }
      const answer =
        asked.json === undefined
          ? await world.form(asked.path, fields, person)
          : await world.json(asked.path, body, person, { 'idempotency-key': crypto.randomUUID() })
      // What was refused is still there for the next.
      if (answer.status < 400) ready = null
      return answer
    },
  }
}

const ARTICLE = 'PUT /v1/articles/:key'
let pushed = 0

function pushing(name: string, most: number, change: (texts: readonly string[]) => object): Field {
  return {
    route: ARTICLE,
    name,
    most,
    async put(world, texts) {
      pushed += 1
      // They come three hundred times a minute at most.
      if (pushed % 250 === 0) world.clock.advance(61_000)
      const facts = {
        url: `${world.site.origins[0]}/pushed/${pushed}`,
        headline: `Pushed ${pushed}`,
        publishedAt: '2026-06-01T09:00:00+09:00',
        language: 'en',
        ...change(texts),
      }
      return world.app.request(`/v1/articles/pushed-${pushed}`, {
        method: 'PUT',
        body: JSON.stringify(facts),
        headers: { ...world.credentials('a key'), 'content-type': 'application/json' },
      })
    },
  }
}

const image = (more: object) => ({ image: { url: 'https://www.ledger.example/p.jpg', alt: 'x', ...more } })

const drafting = (part: string, id: string, name: string): Field =>
  inForm('POST /console/policy/edit', name, name.startsWith('title') ? 110 : 450, {
    part,
    id,
    titleEn: 'Title',
    titleKo: '제목',
    textEn: 'Text',
    textKo: '글',
    severity: '1',
    category: 'VIOLENCE',
  })

/** Every text that people and programs can leave here. */
export const FIELDS: readonly Field[] = [
  { ...inForm('POST /v1/articles/:id/comments', 'text', 230), isDeep: true },
  inForm('POST /a/:article/comments', 'text', 230, { review: 'true' }),
  { ...inForm('POST /v1/comments/:id/reports', 'note', 450), isDeep: true },
  inForm('POST /comments/:id/report', 'note', 450),
  inForm('POST /me/appeals/:id', 'text', 450),
  inForm('POST /console/cases/:id/decision', 'explanation', 450, { decision: 'reject:SB-01' }),
  inForm('POST /console/cases/:id/escalate', 'note', 450),
  inForm('POST /console/cases/:id/correct', 'explanation', 450),
  inForm('POST /console/comments/:id/hold', 'explanation', 450),
  inForm('POST /console/comments/:id/correct', 'explanation', 450),
  inForm('POST /console/comments/:id/notes', 'note', 450),
  inForm('POST /console/writers/:id/notes', 'note', 450),
  inForm('POST /console/writers/:id/restrict', 'explanation', 450),
  inForm('POST /console/writers/:id/restrict', 'law', 90),
  inForm('POST /console/writers/:id/restrictions/:restriction/lift', 'explanation', 450),
  inForm('POST /console/appeals/:id', 'reason', 450),
  inForm('POST /console/bulk', 'explanation', 450, { decision: 'reject', clause: 'SB-01' }),
  inForm('POST /console/bulk', 'law', 90, { decision: 'reject' }),
  inForm('POST /console/notices/comments/:id/order', 'authority', 90),
  inForm('POST /console/notices/comments/:id/order', 'reference', 180),
  inForm('POST /console/notices/comments/:id/order', 'body', 1_800),
  inForm('POST /console/notices/comments/:id/blind', 'explanation', 450),
  inForm('POST /console/notices/comments/:id/blind', 'law', 90),
  inForm('POST /console/notices/comments/:id/remove', 'explanation', 450),
  inForm('POST /console/notices/comments/:id/refuse', 'explanation', 450),
  inForm('POST /console/notices/comments/:id/restore', 'explanation', 450),
  inForm('POST /legal/notice', 'name', 90),
  { ...inForm('POST /legal/notice', 'email', 90), isStrict: true },
  inForm('POST /legal/notice', 'reference', 180),
  inForm('POST /legal/notice', 'body', 1_800),
  inForm('POST /console/words', 'word', 90),
  inForm('POST /console/settings/site', 'titleEn', 190),
  { ...inForm('POST /console/settings/site', 'timeZone', 90), isStrict: true },
  { ...inForm('POST /console/settings/site', 'outsideCheck', 190), isStrict: true },
  { ...inForm('POST /a/:article/share', 'server', 290), isStrict: true },
  inForm('POST /login/:provider', 'text', 1_800),
  inForm('POST /me/name', 'name', 60),
  inForm('POST /me/logins/remove', 'subject', 290),
  { ...inForm('POST /console/articles/:id/pin', 'comment', 1_800), isStrict: true },
  drafting('head', '', 'titleEn'),
  drafting('head', '', 'textKo'),
  drafting('clause', 'SB-01', 'titleEn'),
  drafting('clause', 'SB-01', 'textEn'),
  drafting('section', 'P1', 'textEn'),
  drafting('notice', '', 'textEn'),
  { ...pushing('headline', 290, (texts) => ({ headline: together(texts) })), isDeep: true },
  pushing('description', 290, (texts) => ({ description: together(texts) })),
  pushing('section', 230, (texts) => ({ section: texts.slice(0, 6).map((text) => text.slice(0, 60)) })),
  pushing('tags', 450, (texts) => ({ tags: texts.slice(0, 30).map((text) => text.slice(0, 60)) })),
  pushing('authors', 450, (texts) => ({ authors: texts.map((text) => ({ name: text.slice(0, 100) })) })),
  pushing('image', 290, (texts) => image({ alt: together(texts), caption: together(texts) })),
  pushing('image credit', 90, (texts) => image({ credit: together(texts) })),
  pushing('url', 450, (texts) => ({
    url: `https://www.ledger.example/${inPath(together(texts))}`,
  })),
  { ...pushing('url as it is', 300, (texts) => ({ url: together(texts) })), isStrict: true },
]

/** What is asked for, and stands on the page that answers. */
export const PARAMETERS: readonly ((world: Filled, text: string) => string)[] = [
  (_world, text) => `/console?${query({ q: text, reason: text, after: text, case: text })}`,
  (_world, text) => `/console/words?${query({ text })}`,
  (_world, text) => `/console/articles?${query({ q: text, cursor: text })}`,
  (_world, text) => `/console/previews?${query({ url: text })}`,
  (_world, text) =>
    `/console/log?${query({ q: text, by: text, action: text, clause: text, from: text, before: text })}`,
  (_world, text) => `/policy?${query({ site: 'ledger', compare: text, lang: text })}`,
  ({ article }, text) =>
    `/a/${article.id}?${query({ cursor: text, sort: text, reply: text, reported: text, theme: text })}`,
  (_world, text) => `/frame?${query({ site: 'ledger', url: text, article: text })}`,
  (_world, text) => `/frame?${query({ site: 'ledger', url: `https://www.ledger.example/${text}` })}`,
  (_world, text) => `/oembed?${query({ url: text, maxwidth: text })}`,
  (_world, text) => `/v1/counts?${query({ site: 'ledger', url: text, article: text })}`,
  (_world, text) =>
    `/login/paper/callback?${query({ state: text, code: text, error: text, error_description: text })}`,
  (_world, text) => `/legal/notice?${query({ code: text })}`,
  (_world, text) => `/legal/notice/${inPath(text)}`,
  (_world, text) => `/data-deletion/${inPath(text)}`,
  (_world, text) => `/nothing/${inPath(text)}`,
  (_world, text) => `/assets/${inPath(text)}`,
]

function query(values: Record<string, string>): string {
  return `${new URLSearchParams(values)}`
}

/** As a browser writes it; half a surrogate pair becomes U+FFFD. */
function inPath(text: string): string {
  return query({ x: text }).slice(2).replaceAll('+', '%20')
}
