import type { StaffInvitation, StaffMember, StaffRole } from '../features/accounts/model.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { type ProblemShown, problemSentence } from '../ui/problem-note.tsx'
import { Time } from '../ui/time.tsx'
import { ConsoleLayout, type ConsolePageProps } from './layout.tsx'
import { peopleHref, type QueueView } from './links.ts'
import { KeyField, LangField, PersonRow, RoleSelect } from './person-row.tsx'

export const PEOPLE_ACTS = ['role', 'removed', 'sessions', 'withdrawn', 'closed'] as const
export type PeopleAct = (typeof PEOPLE_ACTS)[number]

export interface PeoplePageProps extends ConsolePageProps {
  view: QueueView
  people: readonly StaffMember[]
  invitations: readonly StaffInvitation[]
  /** A link that was just made: shown this one time. */
  made: { role: StaffRole; link: string; expiresAt: number } | null
  done: PeopleAct | null
  problem: ProblemShown | null
}

/** Who is of the desk, and everything that an admin may do about it. */
export function PeoplePage(props: PeoplePageProps) {
  const { language, timeZone, people, invitations, made, done, problem, view, staff, formKey } = props
  const { desk } = catalogue(language).console
  const names = new Map(people.map(({ account }) => [account.id, account.displayName]))
  return (
    <ConsoleLayout {...props} current="people" title={desk.title} languageHref={peopleHref}>
      <main id="case" class="sheet" tabindex={-1}>
        <h1>{desk.title}</h1>
        <p class="notice" role="status">
          {done && desk.done[done]}
        </p>
        {problem && (
          <p class="note bad" role="alert">
            {problem.type === 'not-found' ? desk.done.removed : problemSentence(problem, language)}
          </p>
        )}
        {made && <MadeLink language={language} timeZone={timeZone} made={made} />}
        <p class="muted small">{desk.count(people.length)}</p>
        <ul class="people">
          {people.map((member) => (
            <PersonRow
              {...{ language, timeZone, member, formKey }}
              lang={view.language}
              isSelf={member.account.id === staff.accountId}
            />
          ))}
        </ul>
        <section>
          <h2>{desk.inviteTitle}</h2>
          <p class="muted small">{desk.inviteText}</p>
          <form class="line" method="post" action="/console/people/invite">
            <LangField lang={view.language} />
            <KeyField formKey={formKey} />
            <RoleSelect language={language} id="invite-role" value="moderator" />
            <button class="button" type="submit">
              {desk.invite}
            </button>
          </form>
        </section>
        <section>
          <h2>{desk.openTitle}</h2>
          {invitations.length === 0 && <p class="muted small">{desk.openNone}</p>}
          <ul class="people">
            {invitations.map((invitation) => (
              <InvitationRow {...{ language, timeZone, invitation, names }} lang={view.language} />
            ))}
          </ul>
        </section>
      </main>
    </ConsoleLayout>
  )
}

function MadeLink({
  language,
  timeZone,
  made,
}: Pick<PeoplePageProps, 'language' | 'timeZone'> & { made: NonNullable<PeoplePageProps['made']> }) {
  const { desk, role, enrol } = catalogue(language).console
  return (
    <section class="message ok made">
      <h2>{desk.linkTitle(role[made.role])}</h2>
      <p class="small">{desk.linkText}</p>
      <label for="made-link">{desk.link}</label>
      <input id="made-link" class="field" type="text" readonly value={made.link} />
      <p class="muted small">
        {enrol.until} <Time at={made.expiresAt} language={language} timeZone={timeZone} />
      </p>
    </section>
  )
}

interface InvitationRowProps {
  language: Language
  timeZone: string
  lang: Language | undefined
  invitation: StaffInvitation
  names: ReadonlyMap<string, string>
}

function InvitationRow({ language, timeZone, lang, invitation, names }: InvitationRowProps) {
  const { desk, role, somebody } = catalogue(language).console
  const { id, invitedById, browserHash, expiresAt } = invitation
  return (
    <li>
      <div class="line">
        <b>{role[invitation.role]}</b>
        <span class="muted small">
          <bdi>{invitedById === null ? desk.byOperator : desk.by(names.get(invitedById) ?? somebody)}</bdi> ·{' '}
          {desk.until} <Time at={expiresAt} language={language} timeZone={timeZone} />
        </span>
        {browserHash !== null && <span class="chip wait">{desk.opened}</span>}
        <form class="end" method="post" action={`/console/people/invitations/${id}/withdraw`}>
          <LangField lang={lang} />
          <button class="link" type="submit">
            {desk.withdraw}
          </button>
        </form>
      </div>
    </li>
  )
}
