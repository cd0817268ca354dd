import { Hono } from 'hono'
import * as z from 'zod'
import { STAFF_ROLES, type Viewer } from '../features/accounts/model.ts'
import { actorOf } from '../features/accounts/rules.ts'
import type { AppContext, AppEnv, Parts } from '../http/env.ts'
import { privatePage, seeOther } from '../http/respond.ts'
import { pageHeaders } from '../http/security.ts'
import { Problem } from '../kernel/errors.ts'
import { LANGUAGES, type Language } from '../locales/language.ts'
import { deskDoor, idParam, queryLanguage } from './door.ts'
import { keyField } from './form-fields.ts'
import { asPath, peopleHref } from './links.ts'
import { PEOPLE_ACTS, type PeopleAct, PeoplePage, type PeoplePageProps } from './people.tsx'

const plainForm = z.strictObject({ lang: z.enum(LANGUAGES).optional() })
const roleForm = plainForm.extend({ role: z.enum(STAFF_ROLES) })
const inviteForm = roleForm.extend({ key: keyField })
const factorForm = plainForm.extend({ key: keyField })

type Shown = Pick<PeoplePageProps, 'made' | 'done'> & { problem: Problem | null }
/** `not-found`: somebody whom a colleague, or the first of two presses, has just removed. */
const SAID_HERE: readonly string[] = ['last-admin', 'invitation-expired', 'not-found']
const NOTHING: Shown = { made: null, done: null, problem: null }

/** The people of the desk: for admins, about their own site. */
export function peopleRoutes(parts: Parts): Hono<AppEnv> {
  const { accounts } = parts.services
  const { deskPage, deskForm, pageProps } = deskDoor(parts)
  const app = new Hono<AppEnv>()

  app.get(
    '/console/people',
    deskPage((c, viewer) => {
      const done = PEOPLE_ACTS.find((act) => act === c.req.query('done')) ?? null
      return peoplePage(c, viewer, queryLanguage(c), { ...NOTHING, done })
    }),
  )

  app.post(
    '/console/people/invite',
    deskForm(inviteForm, async (c, viewer, { role, key, lang }) => {
      return orSaidHere(c, viewer, lang, async () => {
        const { token, expiresAt } = await accounts.invite(actorOf(viewer), role, key)
        return peoplePage(c, viewer, lang, { ...NOTHING, made: { role, expiresAt, link: linkOf(token) } })
      })
    }),
  )

  app.post(
    '/console/people/invitations/:id/withdraw',
    deskForm(plainForm, async (c, viewer, { lang }) => {
      const isDone = await accounts.withdrawInvitation(actorOf(viewer), idParam(c))
      return seeOther(c, asPath(peopleHref(lang, isDone ? 'withdrawn' : 'closed')))
    }),
  )

  app.post(
    '/console/people/:id/role',
    deskForm(roleForm, async (c, viewer, { role, lang }) => {
      return act(c, viewer, lang, 'role', () => accounts.changeRole(actorOf(viewer), idParam(c), role))
    }),
  )

  app.post(
    '/console/people/:id/remove',
    deskForm(plainForm, async (c, viewer, { lang }) => {
      return act(c, viewer, lang, 'removed', () => accounts.changeRole(actorOf(viewer), idParam(c), 'reader'))
    }),
  )

  app.post(
    '/console/people/:id/sessions',
    deskForm(plainForm, async (c, viewer, { lang }) => {
      return act(c, viewer, lang, 'sessions', () => accounts.endAllSessions(actorOf(viewer), idParam(c)))
    }),
  )

  app.post(
    '/console/people/:id/factor',
    deskForm(factorForm, async (c, viewer, { key, lang }) => {
      return orSaidHere(c, viewer, lang, async () => {
        const { token, role, expiresAt } = await accounts.resetFactor(actorOf(viewer), idParam(c), key)
        return peoplePage(c, viewer, lang, { ...NOTHING, made: { role, expiresAt, link: linkOf(token) } })
      })
    }),
  )

  return app

  /** The token stands in the fragment, which no server and no log ever sees. */
  function linkOf(token: string): string {
    return `${parts.settings.publicUrl}/console/enter#${token}`
  }

  function act(
    c: AppContext,
    viewer: Viewer,
    lang: Language | undefined,
    done: PeopleAct,
    work: () => Promise<unknown>,
  ): Promise<Response> {
    return orSaidHere(c, viewer, lang, async () => {
      await work()
      return seeOther(c, asPath(peopleHref(lang, done)))
    })
  }

  /** What stands in the way is said on the page itself. */
  async function orSaidHere(
    c: AppContext,
    viewer: Viewer,
    lang: Language | undefined,
    work: () => Promise<Response>,
  ): Promise<Response> {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof Problem) || !SAID_HERE.includes(error.type)) throw error
      return peoplePage(c, viewer, lang, { ...NOTHING, problem: error })
    }
  }

  async function peoplePage(
    c: AppContext,
    viewer: Viewer,
    lang: Language | undefined,
    { made, done, problem }: Shown,
  ): Promise<Response> {
    const actor = actorOf(viewer)
    const [people, invitations] = await Promise.all([accounts.people(actor), accounts.invitations(actor)])
    const page = (
      <PeoplePage
        {...(await pageProps(viewer, lang))}
        view={{ order: 'risk', filter: 'all', language: lang }}
        {...{ people, invitations, made, done }}
        problem={problem && { type: problem.type, details: problem.details }}
      />
    )
    return privatePage(c, page, pageHeaders(), problem ? problem.status : 200)
  }
}
