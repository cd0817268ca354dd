import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { PATHS } from '../config/paths.ts'
import { createConnectedApps } from './connected-apps.tsx'
import {
  COOP_VALUES,
  checkClients,
  formBody,
  type SandboxSettings,
  type SandboxState,
  single,
} from './context.ts'
import { createSandboxFacebook } from './facebook.ts'
import { createGrants } from './grants.ts'
import { onlyOwnForms, sandboxHeaders } from './headers.ts'
import { avatar, homePage, missingPage } from './pages.tsx'
import { personaByKey } from './personas.ts'
import { STYLESHEET } from './stylesheet.ts'
import { createSandboxX } from './x.ts'

const MAX_BODY_BYTES = 16_384
/** For machines without Korean or emoji fonts, where every second name would be boxes. */
const FONTS = new Map([
  ['hangul.otf', 'Pretendard-Medium.otf'],
  ['emoji.woff2', 'Twemoji.woff2'],
])

/**
 * Stand-ins for X and Facebook, for a listener of their own on loopback: no sign-in, no storage, no outside
 * request but the notices to the service. Refusing foreign hosts and production settings is the caller's part.
 *
 * @throws {RangeError} when a client id or secret lacks the sandbox prefix, or the service is on another machine.
 */
export function createSandboxProviders(settings: SandboxSettings): Hono {
  checkClients(settings.clients)
  // Both real dialogs may cut the opener; the harder case is the default.
  const state: SandboxState = { coop: 'same-origin' }
  const app = new Hono()
  app.use(sandboxHeaders(state), onlyOwnForms(settings.publicUrl), bodyLimit({ maxSize: MAX_BODY_BYTES }))

  app.get('/', (context) => context.html(homePage(state.coop)))
  app.post('/settings', async (context) => {
    const form = await formBody(context)
    const chosen = COOP_VALUES.find((value) => form && value === single(form, 'coop'))
    if (chosen) state.coop = chosen
    return context.redirect('/', 303)
  })
  app.get('/sandbox.css', (context) =>
    context.body(STYLESHEET, 200, { 'Content-Type': 'text/css; charset=utf-8' }),
  )
  app.get('/fonts/:file', async (context) => {
    const file = FONTS.get(context.req.param('file'))
    if (!file) return context.notFound()
    context.header('cache-control', 'max-age=86400')
    return context.body(await readFile(join(PATHS.fonts, file)))
  })
  app.get('/avatars/:file{[a-z-]+\\.svg}', (context) => {
    const persona = personaByKey(context.req.param('file').replace(/\.svg$/, ''))
    if (!persona) return context.notFound()
    return context.body(String(avatar(persona)), 200, { 'Content-Type': 'image/svg+xml' })
  })

  // A grant of one provider must be worth nothing at the other, so each keeps its own.
  app.route('/', createSandboxX(settings, createGrants(settings.clock)))
  app.route('/', createSandboxFacebook(settings, createGrants(settings.clock)))
  app.route('/', createConnectedApps(settings))
  app.notFound((context) => context.html(missingPage(), 404))
  return app
}
