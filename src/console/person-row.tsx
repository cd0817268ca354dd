import { STAFF_ROLES, type StaffMember, type StaffRole } from '../features/accounts/model.ts'
import { isStaff } from '../features/accounts/rules.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { Time } from '../ui/time.tsx'

interface PersonRowProps {
  language: Language
  timeZone: string
  /** The page's language, where it was asked for by its address. */
  lang: Language | undefined
  member: StaffMember
  isSelf: boolean
  formKey: string
}

/** One person: what is known, and the acts behind a second control. Nobody acts on themselves here. */
export function PersonRow({ language, timeZone, lang, member, isSelf, formKey }: PersonRowProps) {
  const { desk, role } = catalogue(language).console
  const { account, enrolledAt, lastSeenAt } = member
  if (!isStaff(account)) return null
  return (
    <li>
      <div class="line">
        <b>
          <bdi>{account.displayName}</bdi>
        </b>
        <span class="chip">{role[account.role]}</span>
        {isSelf && <span class="chip ok">{desk.you}</span>}
      </div>
      <dl class="facts">
        <div>
          <dt>{desk.since}</dt>
          <dd>
            <Time at={enrolledAt ?? account.createdAt} language={language} timeZone={timeZone} dateOnly />
          </dd>
        </div>
        <div>
          <dt>{desk.factor}</dt>
          <dd class={enrolledAt === null ? 'bad' : undefined}>
            {enrolledAt === null ? desk.factorNo : desk.factorYes}
          </dd>
        </div>
        <div>
          <dt>{desk.lastSeen}</dt>
          <dd>
            {lastSeenAt === null ? (
              desk.never
            ) : (
              <Time at={lastSeenAt} language={language} timeZone={timeZone} />
            )}
          </dd>
        </div>
      </dl>
      {!isSelf && (
        <Acts
          {...{ language, lang, formKey }}
          id={account.id}
          role={account.role}
          name={account.displayName}
        />
      )}
    </li>
  )
}

interface ActsProps {
  language: Language
  lang: Language | undefined
  id: string
  role: StaffRole
  name: string
  formKey: string
}

function Acts({ language, lang, id, role, name, formKey }: ActsProps) {
  const { desk } = catalogue(language).console
  const to = (act: string) => `/console/people/${id}/${act}`
  return (
    <details>
      <summary aria-label={`${desk.manage}: ${name}`}>{desk.manage}</summary>
      <form class="line" method="post" action={to('role')}>
        <LangField lang={lang} />
        <RoleSelect language={language} id={`role-${id}`} value={role} />
        <button class="button" type="submit">
          {desk.save}
        </button>
      </form>
      <Act {...{ lang }} action={to('sessions')} label={desk.end} text={desk.endText} />
      <Act {...{ lang, formKey }} action={to('factor')} label={desk.reset} text={desk.resetText} />
      <Act {...{ lang }} action={to('remove')} label={desk.remove} text={desk.removeText} />
    </details>
  )
}

interface ActProps {
  lang: Language | undefined
  action: string
  label: string
  text: string
  formKey?: string
}

function Act({ lang, action, label, text, formKey }: ActProps) {
  return (
    <form class="act" method="post" action={action}>
      <LangField lang={lang} />
      {formKey !== undefined && <KeyField formKey={formKey} />}
      <button class="button" type="submit">
        {label}
      </button>
      <p class="muted small">{text}</p>
    </form>
  )
}

export function LangField({ lang }: { lang: Language | undefined }) {
  return lang === undefined ? null : <input type="hidden" name="lang" value={lang} />
}

export function KeyField({ formKey }: { formKey: string }) {
  return <input type="hidden" name="key" value={formKey} />
}

export function RoleSelect({ language, id, value }: { language: Language; id: string; value: StaffRole }) {
  const { desk, role } = catalogue(language).console
  return (
    <>
      <label for={id}>{desk.role}</label>
      <select id={id} name="role" class="field">
        {STAFF_ROLES.map((name) => (
          <option value={name} selected={name === value}>
            {role[name]}
          </option>
        ))}
      </select>
    </>
  )
}
