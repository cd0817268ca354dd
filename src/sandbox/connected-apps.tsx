import { type Context, Hono } from 'hono'
import { AppsPage, NoticePage, PeoplePage, XAppsPage } from './apps-pages.tsx'
import { formBody, type SandboxSettings, single } from './context.ts'
import { createNotices, NOTICES, type NoticeKind } from './notices.ts'
import { personaByKey } from './personas.ts'
import { isNoticeFault } from './signed-request.ts'

const KINDS: readonly NoticeKind[] = ['deauthorize', 'deletion']

/** Where a person looks after the apps they use: Facebook tells the service what they do, X does not. */
export function createConnectedApps(settings: SandboxSettings): Hono {
  const notices = settings.notices ? createNotices(settings, settings.notices) : null
  const app = new Hono()
  const appId = settings.clients.facebook.id

  app.get('/facebook', (context) => context.html(PeoplePage()))
  app.get('/x/apps', (context) => context.html(XAppsPage()))
  app.get('/facebook/:person', (context) => {
    const persona = personaByKey(context.req.param('person'))
    if (!persona) return context.notFound()
    return context.html(AppsPage({ persona, appId, isConnected: notices !== null }))
  })

  for (const kind of KINDS) {
    app.post(`/facebook/:person/${NOTICES[kind].path}`, (context) =>
      tell(context, kind, context.req.param('person')),
    )
  }

  async function tell(context: Context, kind: NoticeKind, key: string): Promise<Response> {
    const persona = personaByKey(key)
    const form = await formBody(context)
    if (!persona || !notices || !form) return context.notFound()
    const chosen = single(form, 'fault') ?? ''
    const answer = await notices.send(kind, persona, isNoticeFault(chosen) ? chosen : null)
    return context.html(NoticePage({ persona, kind, answer }))
  }

  return app
}
