import type { Filled, Who } from './filled.ts'

/** Which headers a good answer has: see `headers.test.ts`. */
export type Kind =
  | 'page'
  | 'widget'
  | 'sign-in window'
  | 'desk queue'
  | 'private page'
  | 'data'
  | 'data for anybody'
  | 'redirect'
  | 'nothing'

/** A request as it would be carried out for whoever may. */
export interface Asked {
  path: string
  form?: Record<string, string> | readonly (readonly [string, string])[]
  json?: unknown
  headers?: Record<string, string>
}

export interface Route {
  /** Of the answer to whoever may. */
  is: Kind
  door:
    | 'open'
    /** A reader's session; a page token reaches what it is for. */
    | 'reader'
    | 'reader or token'
    | 'desk'
    | 'key'
    /** Known by a signature or by an earlier step, which nobody here has. */
    | 'proof'
  /** The lowest rank that may, behind the desk's door. */
  rank?: 'moderator' | 'senior' | 'admin'
  /** It is about a thing of this site, so that another site's people do not find it. */
  thing?: boolean
  /** Answers that differ from what the door says, and why they are right is said there. */
  but?: Partial<Record<Who, number>>
  ask(world: Filled, who: Who): Asked | Promise<Asked>
}

export type Routes = Readonly<Record<string, Route>>

const RANKS = ['moderator', 'senior', 'admin'] as const
const STAFF: Partial<Record<Who, { rank: (typeof RANKS)[number]; isOther: boolean }>> = {
  'a moderator': { rank: 'moderator', isOther: false },
  'a senior': { rank: 'senior', isOther: false },
  'an admin': { rank: 'admin', isOther: false },
  'another paper’s moderator': { rank: 'moderator', isOther: true },
  'another paper’s admin': { rank: 'admin', isOther: true },
}
const READERS: readonly Who[] = ['a reader', 'a banned reader', 'another paper’s reader']

/** `'carried out'`, or the refusal's status; a redirect to a sign-in page counts as 401. */
export function expected(key: string, { door, rank = 'moderator', thing, but }: Route, who: Who): string {
  const own = but?.[who]
  if (own !== undefined) return `${own}`
  // A program says no origin, which is right on two routes alone.
  if (isProgram(who) && !key.startsWith('GET ') && door !== 'key' && door !== 'proof') return '403'
  const carriedOut = 'carried out'
  switch (door) {
    case 'open':
      return carriedOut
    case 'proof':
      return 'refused'
    case 'key':
      return who === 'a key' ? carriedOut : '401'
    case 'reader':
    case 'reader or token': {
      if (who === 'a page token') return door === 'reader' ? '401' : carriedOut
      if (!READERS.includes(who)) return '401'
      return thing && who === 'another paper’s reader' ? '404' : carriedOut
    }
    case 'desk': {
      const staff = STAFF[who]
      if (!staff) return '401'
      // Who may do a thing is told before whether there is one.
      if (RANKS.indexOf(staff.rank) < RANKS.indexOf(rank)) return '403'
      return staff.isOther && thing ? '404' : carriedOut
    }
  }
}

function isProgram(who: Who): boolean {
  return who === 'a key' || who === 'another paper’s key'
}

/** Sends it with what this asker's browser or program has. */
export async function send(world: Filled, key: string, who: Who, asked: Asked): Promise<Response> {
  const [method = 'GET'] = key.split(' ')
  const { path, form, json, headers = {} } = asked
  const type =
    json !== undefined
      ? { 'content-type': 'application/json' }
      : form
        ? { 'content-type': 'application/x-www-form-urlencoded' }
        : undefined
  const pairs = Array.isArray(form) ? form : Object.entries(form ?? {})
  return world.app.request(path, {
    method,
    headers: {
      ...(method === 'GET' || isProgram(who) ? {} : { origin: world.publicUrl }),
      ...type,
      ...world.credentials(who),
      ...headers,
    },
    body:
      method === 'GET' ? null : json !== undefined ? JSON.stringify(json) : `${new URLSearchParams(pairs)}`,
  })
}

/** The method and path of everything that answers, the doors' own guards left out. */
export function routesOf({ app }: Pick<Filled, 'app'>): string[] {
  const found = app.routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => `${method} ${path}`)
  return [...new Set(found)].sort()
}
