import type { Handler } from 'hono'
import type * as z from 'zod'
import type { Viewer } from '../features/accounts/model.ts'
import { isStaff } from '../features/accounts/rules.ts'
import type { AppContext, AppEnv, Parts } from '../http/env.ts'
import { LONG_FORM } from '../http/limits.ts'
import { seeOther } from '../http/respond.ts'
import { staffOf } from '../http/session.ts'
import { readForm } from '../http/validate.ts'
import { Problem } from '../kernel/errors.ts'
import { isId, uuidv7 } from '../kernel/ids.ts'
import { catalogue } from '../locales/index.ts'
import { isLanguage, type Language } from '../locales/language.ts'
import type { ConsolePageProps } from './layout.tsx'
import { asPath, loginHref } from './links.ts'

type DeskHandler = (c: AppContext, viewer: Viewer) => Response | Promise<Response>

/** What every route of the console asks first: who is it, and in which language. */
export function deskDoor(parts: Parts) {
  const { services, settings, assets } = parts

  function shell(language: Language, scripts: readonly string[] = []) {
    return {
      language,
      assets: { styles: assets.styles('console'), scripts: scripts.map((name) => assets.script(name)) },
      banner: settings.sandbox ? catalogue(language).common.sandboxBanner : undefined,
    }
  }

  async function requireStaff(c: AppContext): Promise<Viewer> {
    const viewer = await staffOf(c, parts)
    if (!viewer) throw new Problem('sign-in-required')
    return viewer
  }

  return {
    shell,

    /** A page of the desk; whoever has no session comes to the sign-in page. */
    deskPage(handler: DeskHandler): Handler<AppEnv> {
      return async (c) => {
        const viewer = await staffOf(c, parts)
        return viewer ? handler(c, viewer) : seeOther(c, asPath(loginHref(undefined, queryLanguage(c))))
      }
    },

    /**
     * A form of the desk: what was written into it must not be lost by a redirect without a word. `limit` in bytes,
     * where long texts are expected.
     */
    deskForm<Schema extends z.ZodType>(
      schema: Schema,
      handler: (c: AppContext, viewer: Viewer, form: z.output<Schema>) => Response | Promise<Response>,
      limit = LONG_FORM,
    ): Handler<AppEnv> {
      return async (c) => {
        await requireStaff(c)
        const form = await readForm(c, schema, limit)
        // A body may take seconds to come: the role that counts is the one that somebody has when it is there.
        return handler(c, await requireStaff(c), form)
      }
    },

    /** @throws {Problem} `not-allowed` */
    async pageProps({ account }: Viewer, asked: Language | undefined): Promise<ConsolePageProps> {
      if (!isStaff(account)) throw new Problem('not-allowed')
      const { id: accountId, displayName: name, role, language, siteId } = account
      const site = await services.sites.byId(siteId)
      if (!site) throw new Problem('not-found')
      const actor = { type: 'staff', siteId, accountId, role } as const
      return {
        ...shell(asked ?? language, ['console']),
        timeZone: site.timeZone,
        staff: { accountId, name, role },
        summary: await services.moderation.summary(actor),
        pressing: role === 'moderator' ? 0 : await services.moderation.pressingNotices(actor),
        now: parts.now(),
        formKey: uuidv7(parts.now()),
      }
    },
  }
}

export function queryLanguage(c: AppContext): Language | undefined {
  const asked = c.req.query('lang')
  return isLanguage(asked) ? asked : undefined
}

/** @throws {Problem} `not-found` */
export function idParam(c: AppContext): string {
  const id = c.req.param('id') ?? ''
  if (!isId(id)) throw new Problem('not-found')
  return id
}
