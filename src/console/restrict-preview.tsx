import type { Clause } from '../features/policy/model.ts'
import { DAY } from '../kernel/clock.ts'
import { catalogue } from '../locales/index.ts'
import { type Language, wordsIn } from '../locales/language.ts'
import { Time } from '../ui/time.tsx'
import { CommentBody } from './comment-rows.tsx'
import { writerHref } from './desk-links.ts'
import { seenCaseOf } from './form-fields.ts'
import { ConsoleLayout, type ConsolePageProps } from './layout.tsx'
import type { QueueView } from './links.ts'
import { LangField } from './person-row.tsx'
import type { RestrictFormProps } from './restrict-form.tsx'

export interface RestrictPreviewProps extends ConsolePageProps, Omit<RestrictFormProps, 'lang' | 'staff'> {
  view: QueueView
}

/** A ban once more before it is sent, with what the writer has waiting: each text can be read first. */
export function RestrictPreviewPage(props: RestrictPreviewProps) {
  const { language, record, view } = props
  const { forms } = catalogue(language).console
  const { account, pending } = record
  const title = forms.previewTitle(account.displayName)
  return (
    <ConsoleLayout
      {...props}
      current="writers"
      title={title}
      languageHref={(other) => writerHref(account.id, other)}
    >
      <main id="case" class="sheet" tabindex={-1}>
        <h1>{title}</h1>
        <p class="notice" role="status">
          {forms.previewText}
        </p>
        <Summary {...props} />
        <form method="post" action={`/console/writers/${account.id}/restrict`}>
          <KeptFields {...props} />
          {pending.length > 0 && (
            <section>
              <h2>{forms.previewPending(pending.length)}</h2>
              <p class="muted small">{forms.previewPendingText}</p>
              <ol class="rows">
                {pending.map(({ caseId, comment }) => (
                  <li>
                    <input type="hidden" name="item" value={seenCaseOf(caseId, comment.version)} />
                    <CommentBody comment={comment} language={language} />
                  </li>
                ))}
              </ol>
            </section>
          )}
          <p class="row wrap">
            <button class="button reject" type="submit" name="confirm" value="restriction">
              {forms.confirmBan}
            </button>
            {pending.length > 0 && (
              <button class="button reject" type="submit" name="confirm" value="both">
                {forms.confirmBoth(pending.length)}
              </button>
            )}
            <a class="button" href={`${writerHref(account.id, view.language)}#restrict`}>
              {forms.back}
            </a>
          </p>
        </form>
      </main>
    </ConsoleLayout>
  )
}

function Summary({ language, timeZone, clauses, draft, now }: RestrictPreviewProps) {
  const { forms } = catalogue(language).console
  const cited = clauses
    .filter(({ id }) => draft.clauses.includes(id))
    .map((clause) => titled(clause, language))
  return (
    <dl class="facts">
      <div>
        <dt>{forms.previewEnd}</dt>
        <dd>
          {draft.days === null ? (
            forms.noEnd
          ) : (
            <Time at={now + draft.days * DAY} language={language} timeZone={timeZone} />
          )}
        </dd>
      </div>
      <div>
        <dt>{forms.previewClauses}</dt>
        <dd dir="auto">{[...cited, draft.lawReference].filter((part) => part !== '').join(', ')}</dd>
      </div>
      {draft.explanation !== '' && (
        <div>
          <dt>{forms.previewNote}</dt>
          <dd class="words" dir="auto">
            {draft.explanation}
          </dd>
        </div>
      )}
    </dl>
  )
}

function titled({ id, title }: Clause, language: Language): string {
  return `${id} ${wordsIn(title, language)}`
}

/** The form as it was filled in, to be sent as it stands here. */
function KeptFields({ view, draft, formKey, cause }: RestrictPreviewProps) {
  return (
    <>
      <LangField lang={view.language} />
      <input type="hidden" name="key" value={formKey} />
      <input type="hidden" name="kind" value="ban" />
      <input type="hidden" name="days" value={draft.days === null ? '' : `${draft.days}`} />
      {draft.clauses.map((id) => (
        <input type="hidden" name="clause" value={id} />
      ))}
      <input type="hidden" name="law" value={draft.lawReference} />
      <input type="hidden" name="explanation" value={draft.explanation} />
      {cause && <input type="hidden" name="from" value={cause.decision.id} />}
    </>
  )
}
