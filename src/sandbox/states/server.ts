import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hono } from 'hono'
import { type Listener, listen } from '../../cli/listen.ts'
import { PATHS } from '../../config/paths.ts'
import { LANGUAGES, type Language } from '../../locales/language.ts'
import { onlyThisMachine } from '../locks.ts'
import { type House, openHouse, type Reached } from './house.ts'
import { INDEX_STYLES, indexPage, THEMES, WIDTHS } from './index-page.tsx'
import { STATES } from './list.ts'
import type { State } from './state.ts'
import { DRIVER_PATH, statePage } from './state-page.ts'

export interface StatesServer extends Pick<Listener, 'close'> {
  /** `http://localhost:PORT` */
  url: string
}

const HOST = '127.0.0.1'
const INDEX_POLICY = "default-src 'none'; style-src 'self'; frame-src 'self'; frame-ancestors 'none'"

/** Serves every state of the discussion on this machine, over databases that are thrown away. */
export async function serveStates(port: number): Promise<StatesServer> {
  const url = `http://localhost:${port}`
  const folder = mkdtempSync(join(tmpdir(), 'brevier-states-'))
  const houses = new Map<string, Promise<House>>()

  const reach: Reach = (state, language, visit) => {
    const fails = state.providerFails ?? null
    const name = fails ?? 'ordinary'
    const house = houses.get(name) ?? openHouse(url, join(folder, name), fails)
    houses.set(name, house)
    return house.then((open) => open.reach(state, language, visit))
  }

  const app = statesApp(url, reach)
  const listener = await listen(onlyThisMachine(app, `localhost:${port}`), { host: HOST, port }).catch(
    (error) => {
      rmSync(folder, { recursive: true })
      throw error
    },
  )
  return {
    url,
    async close() {
      await listener.close()
      for (const house of houses.values()) await house.then((open) => open.close())
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

type Reach = (state: State, language: Language, visit: boolean) => Promise<Reached>

function statesApp(url: string, reach: Reach) {
  const driver = readFileSync(join(PATHS.root, 'dist', 'states-driver.js'))
  const app = new Hono()
  app.get('/', (c) => c.redirect('/states'))
  app.get('/states', (c) => {
    c.header('content-security-policy', INDEX_POLICY)
    const choice = { lang: asked(c.req.query('lang'), LANGUAGES), theme: asked(c.req.query('theme'), THEMES) }
    return c.html(indexPage({ ...choice, width: asked(c.req.query('width'), WIDTHS) }))
  })
  app.get('/states/states.css', (c) =>
    c.body(INDEX_STYLES, 200, { 'content-type': 'text/css; charset=utf-8' }),
  )
  app.get(DRIVER_PATH, (c) => c.body(new Uint8Array(driver), 200, { 'content-type': 'text/javascript' }))
  app.get('/states/:name', async (c) => {
    const state = STATES.find(({ name }) => name === c.req.param('name'))
    if (!state) return c.notFound()
    const language = asked(c.req.query('lang'), LANGUAGES)
    const theme = THEMES.find((name) => name === c.req.query('theme')) ?? null
    return statePage(state, await reach(state, language, true), { publicUrl: url, language, theme })
  })
  // Whatever a state's page asks for is asked as the one who looks, so that many can be open beside each other.
  app.all('*', async (c) => {
    const { pathname, searchParams } = new URL(c.req.header('referer') ?? url)
    const state = STATES.find(({ name }) => pathname === `/states/${name}`) ?? STATES[0]
    if (!state) return c.notFound()
    const { ask, cookie } = await reach(state, asked(searchParams.get('lang'), LANGUAGES), false)
    const headers = new Headers(c.req.raw.headers)
    if (cookie !== null && !headers.has('cookie')) headers.set('cookie', cookie)
    const { method, url: target } = c.req
    const body = method === 'GET' || method === 'HEAD' ? null : await c.req.arrayBuffer()
    return ask(new Request(target, { method, headers, body, redirect: 'manual' }))
  })
  return app
}

/** The value that was asked for, or the first. */
function asked<Value extends string | number>(
  text: string | null | undefined,
  values: readonly Value[],
): Value {
  const found = values.find((value) => String(value) === text) ?? values[0]
  if (found === undefined) throw new RangeError('nothing to choose from')
  return found
}
