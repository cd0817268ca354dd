import { join } from 'node:path'
import { createLog } from '../../adapters/log.ts'
import { type Composition, compose } from '../../compose.ts'
import { PATHS } from '../../config/paths.ts'
import type { Language } from '../../locales/language.ts'
import { createServer } from '../../server.tsx'
import { createShiftedClock } from '../shifted-clock.ts'
import { openScene } from './scene.ts'
import type { Look, State } from './state.ts'
import { signIn, standIn } from './visit.ts'

/** A state that has been seeded: where it is looked at, and with which session. */
export interface Reached {
  /** Asks the service. */
  ask(request: Request): Promise<Response>
  /** Path and query of the service's own page, without language and theme. */
  path: string
  /** `Cookie` header of the one who looks; `null` for a visitor. */
  cookie: string | null
}

/** A whole service over a database of its own, in which states are seeded when they are first asked for. */
export interface House {
  /** `visit`: its page is opened, as against what an open page asks for. */
  reach(state: State, language: Language, visit: boolean): Promise<Reached>
  close(): Promise<void>
}

type Fails = NonNullable<State['providerFails']> | null

export async function openHouse(publicUrl: string, dataDir: string, fails: Fails): Promise<House> {
  const log = createLog('warn')
  const clock = createShiftedClock()
  const composition: Composition = await compose({
    publicUrl,
    dataDir,
    database: `sqlite:${join(dataDir, 'states.sqlite')}`,
    kind: 'sandbox',
    providers: [standIn('x', publicUrl, fails), standIn('facebook', publicUrl, null)],
    log,
    clock,
  })
  const { services } = composition
  // As readers see it: without the line that says sandbox, which the page of states says itself.
  const settings = { publicUrl, sandbox: false }
  const server = createServer({ services, settings, assetsDir: PATHS.assets, log, now: clock.now })
  const reached = new Map<string, Promise<Reached>>()
  let last: Promise<unknown> = Promise.resolve()
  let seeded = 0

  /** One after the other: seeding moves the clock. */
  function inTurn<Result>(work: () => Result | Promise<Result>): Promise<Result> {
    const turn = last.then(work)
    last = turn.catch(() => {})
    return turn
  }

  async function seed(state: State, language: Language): Promise<Reached> {
    try {
      seeded += 1
      const key = `${state.name.toLowerCase().replaceAll(/[^a-z]/g, '-')}-${language}-${seeded}`
      const scene = await openScene(services, clock, { key, language, publicUrl })
      const look = await state.seed(scene)
      clock.setTo(null)
      if (fails) await signIn(services, scene.site, 'first').catch(() => {})
      const token = look.viewer ? await signIn(services, scene.site, look.viewer) : null
      return {
        ask: (request) => inTurn(() => server.fetch(request)),
        path: pathOf(look, scene.article, key),
        cookie: token && `__Host-brevier_reader=${token}`,
      }
    } finally {
      clock.setTo(null)
    }
  }

  return {
    reach(state, language, visit) {
      const name = `${state.name} ${language}`
      const known = reached.get(name)
      if (known && !(visit && state.writes)) return known
      const made = inTurn(() => seed(state, language))
      reached.set(name, made)
      return made
    },
    close: () => composition.close(),
  }
}

/** In the frame, as in an article; at a comment's own address where the look is at one. */
function pathOf({ comment, query }: Look, article: { id: string }, key: string): string {
  const more = new URLSearchParams(query)
  if (comment) return `/a/${article.id}/c/${comment.id}?${more}`
  more.set('site', key)
  more.set('article', key)
  return `/frame?${more}`
}
