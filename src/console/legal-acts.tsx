import type { Child } from 'hono/jsx'
import { BLIND_DAYS, NOTICE_LIMITS } from '../features/moderation/legal-rules.ts'
import { moveOf } from '../features/moderation/state-table.ts'
import { catalogue } from '../locales/index.ts'
import { wordsIn } from '../locales/language.ts'
import type { LegalAct, LegalFilePageProps } from './legal-file.tsx'
import { legalAction } from './links.ts'
import { LangField } from './person-row.tsx'

/** What a senior can do now. Each is a form of its own that opens without JavaScript. */
export function LegalActs(props: LegalFilePageProps) {
  const { language, file, staff } = props
  const text = catalogue(language).legal.desk
  const { comment, notice } = file
  if (comment.accountId === staff.accountId) return <p class="note wait">{text.own}</p>
  const isOpen = notice?.outcome === 'open' || notice?.outcome === 'blinded'
  const isGone = comment.state === 'rejected' || comment.state === 'withdrawn'
  return (
    <section>
      {notice && !isOpen && <p class="muted">{text.settled}</p>}
      {moveOf(comment.state, 'blind') && (
        <Act {...props} act="blind" label={text.blind} help={text.blindHelp}>
          <Days {...props} />
          <Ground {...props} act="blind" />
        </Act>
      )}
      {comment.state === 'blinded' && (
        <Act {...props} act="restore" label={text.restore} help={text.restoreHelp} tone="approve" />
      )}
      {moveOf(comment.state, 'reject') && (
        <Act {...props} act="remove" label={text.remove} help={text.removeHelp} tone="reject">
          <Ground {...props} act="remove" />
        </Act>
      )}
      {notice && isOpen && (
        <Act {...props} act="refuse" label={isGone ? text.refuseGone : text.refuse} help={text.refuseHelp} />
      )}
      {!notice && (comment.state === 'published' || comment.state === 'blinded') && <Order {...props} />}
    </section>
  )
}

interface ActProps extends LegalFilePageProps {
  act: LegalAct
  label: string
  help: string
  tone?: 'approve' | 'reject'
  children?: Child
}

function Act(props: ActProps) {
  const { language, view, file, act, label, help, tone = '', kept, children } = props
  const text = catalogue(language).legal.desk
  const id = `${act}-reason`
  return (
    <details class="legal-act" open={kept['act'] === act}>
      <summary>{label}</summary>
      <form class="legal-form" method="post" action={legalAction(file.comment.id, act)}>
        <p class="muted small">{help}</p>
        <input type="hidden" name="version" value={`${file.comment.version}`} />
        {file.notice && <input type="hidden" name="notice" value={file.notice.id} />}
        <LangField lang={view.language} />
        {children}
        <label for={id}>{text.reasonLabel}</label>
        <textarea
          class="field"
          id={id}
          name="explanation"
          rows={3}
          dir="auto"
          aria-describedby={`${id}-help`}
        >
          {kept['act'] === act ? kept['explanation'] : ''}
        </textarea>
        <p class="muted small" id={`${id}-help`}>
          {text.reasonHelp}
        </p>
        <button class={`button ${tone}`.trim()} type="submit">
          {label}
        </button>
      </form>
    </details>
  )
}

function Days({ language, kept }: LegalFilePageProps) {
  const text = catalogue(language).legal.desk
  return (
    <>
      <label for="days">{text.days}</label>
      <input
        class="field days"
        id="days"
        name="days"
        type="number"
        min={1}
        max={BLIND_DAYS}
        required
        value={kept['days'] ?? `${BLIND_DAYS}`}
      />
    </>
  )
}

function Ground({ language, file, act, kept }: LegalFilePageProps & { act: LegalAct }) {
  const text = catalogue(language).legal.desk
  const own = kept['act'] === act ? kept : {}
  return (
    <>
      <label for={`${act}-law`}>{text.law}</label>
      <input
        class="field"
        id={`${act}-law`}
        name="law"
        dir="auto"
        value={own['law'] ?? ''}
        aria-describedby={`${act}-law-help`}
      />
      <p class="muted small" id={`${act}-law-help`}>
        {text.lawHelp}
      </p>
      <label for={`${act}-clause`}>{text.clause}</label>
      <select class="field" id={`${act}-clause`} name="clause">
        <option value="">{text.noClause}</option>
        {file.policy.clauses.map(({ id, title }) => (
          <option value={id} selected={own['clause'] === id}>
            {id} {wordsIn(title, language)}
          </option>
        ))}
      </select>
    </>
  )
}

function Order(props: LegalFilePageProps) {
  const { language, view, file, orderKey, kept } = props
  const text = catalogue(language).legal.desk
  const own = kept['act'] === 'order' ? kept : {}
  return (
    <details class="legal-act" open={kept['act'] === 'order'}>
      <summary>{text.orderTitle}</summary>
      <form class="legal-form" method="post" action={legalAction(file.comment.id, 'order')}>
        <p class="muted small">{text.orderHelp}</p>
        <input type="hidden" name="key" value={orderKey} />
        <LangField lang={view.language} />
        <label for="authority">{text.orderAuthority}</label>
        <input
          class="field"
          id="authority"
          name="authority"
          dir="auto"
          required
          value={own['authority'] ?? ''}
        />
        <label for="reference">{text.orderReference}</label>
        <input
          class="field"
          id="reference"
          name="reference"
          dir="auto"
          required
          maxlength={NOTICE_LIMITS.reference}
          value={own['reference'] ?? ''}
        />
        <label for="order-body">{text.orderBody}</label>
        <textarea class="field" id="order-body" name="body" rows={4} dir="auto" required>
          {own['body'] ?? ''}
        </textarea>
        <button class="button" type="submit">
          {text.enter}
        </button>
      </form>
    </details>
  )
}
