import { createHmac, randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { type Clock, MINUTE, SECOND } from '../kernel/clock.ts'
import { single } from './context.ts'
import { allowFormTargets, sandboxHeaders } from './headers.ts'
import { membersPage, missingPage, refusedSignOnPage } from './pages.tsx'
import { PERSONAS, type Persona } from './personas.ts'
import { STYLESHEET } from './stylesheet.ts'

export interface SandboxPaperSettings {
  /** The service: tokens are for it alone, and forms go to it alone. */
  serviceUrl: string
  siteKey: string
  keyId: string
  /** As `brevier site sign-on` prints it. */
  key: string
  clock: Clock
}

/** The newspaper's member page: whoever is chosen there is vouched for, as `docs/sign-on.md` describes. */
export function createSandboxPaper(settings: SandboxPaperSettings): Hono {
  const app = new Hono()
  app.use(
    async (context, next) => {
      await next()
      // Under `same-origin`, as the other pages have it, the form would say `Origin: null`.
      context.res.headers.set('referrer-policy', 'strict-origin')
    },
    sandboxHeaders({ coop: 'same-origin' }),
  )
  app.get('/sandbox.css', (context) =>
    context.body(STYLESHEET, 200, { 'Content-Type': 'text/css; charset=utf-8' }),
  )

  app.get('/members', (context) => {
    const query = new URL(context.req.url).searchParams
    const state = single(query, 'state')
    const callback = `${settings.serviceUrl}/login/paper/callback`
    if (state === null || single(query, 'callback') !== callback)
      return context.html(refusedSignOnPage(), 400)
    allowFormTargets(context, [settings.serviceUrl])
    const members = PERSONAS.map((persona) => ({ persona, token: tokenFor(settings, persona) }))
    return context.html(membersPage({ members, state, callback }))
  })

  app.notFound((context) => context.html(missingPage(), 404))
  return app
}

/** As long as a token may live: the page prints one for everybody, and waits. */
function tokenFor(
  { serviceUrl, siteKey, keyId, key, clock }: SandboxPaperSettings,
  persona: Persona,
): string {
  const issued = Math.floor(clock.now() / SECOND)
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const claims = {
    iss: siteKey,
    aud: serviceUrl,
    sub: `member-${persona.xId}`,
    name: persona.name,
    iat: issued,
    exp: issued + (5 * MINUTE) / SECOND,
    jti: randomUUID(),
  }
  const signed = `${part({ alg: 'HS256', typ: 'JWT', kid: keyId })}.${part(claims)}`
  const mac = createHmac('sha256', Buffer.from(key, 'base64url')).update(signed).digest('base64url')
  return `${signed}.${mac}`
}
