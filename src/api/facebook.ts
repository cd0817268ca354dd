import { Hono } from 'hono'
import * as z from 'zod'
import type { AppContext, AppEnv, Parts } from '../http/env.ts'
import { dataAnswer } from '../http/respond.ts'
import { readForm } from '../http/validate.ts'

/** Facebook may add fields; only this one counts. */
const notice = z.object({ signed_request: z.string() })

/**
 * What Facebook's servers post when a person removes the app or wants their data deleted (Meta, "Data Deletion
 * Callback"). The signature alone says that it is them: no session is looked at here.
 */
export function facebookRoutes({ services, settings }: Parts): Hono<AppEnv> {
  const { accounts } = services
  const app = new Hono<AppEnv>()

  app.post('/facebook/:app{[A-Za-z0-9_-]+}/deauthorize', async (c) => {
    await accounts.deauthorize(await noticeOf(c, c.req.param('app')))
    return dataAnswer(200, {})
  })

  app.post('/facebook/:app{[A-Za-z0-9_-]+}/data-deletion', async (c) => {
    const { code } = await accounts.deleteData(await noticeOf(c, c.req.param('app')))
    return dataAnswer(200, { url: `${settings.publicUrl}/data-deletion/${code}`, confirmation_code: code })
  })

  return app
}

async function noticeOf(c: AppContext, appId: string) {
  const { signed_request: signedRequest } = await readForm(c, notice)
  return { provider: 'facebook', appId, signedRequest } as const
}
