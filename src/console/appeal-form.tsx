import { isLeaseInForce } from '../features/moderation/rules.ts'
import { catalogue } from '../locales/index.ts'
import { wordsIn } from '../locales/language.ts'
import type { AppealPageProps } from './appeal.tsx'
import { KeptWords } from './form-problem.tsx'

/** The answer's form; or why there is none, who may give the answer, and what was written for one. */
export function AnswerForm(props: AppealPageProps) {
  const { language, opened, reason } = props
  const { appeal, hindrance, lease } = opened
  if (appeal.outcome === 'open' && !hindrance && lease) return <Form {...props} token={lease.token} />
  return (
    <>
      <NoForm {...props} />
      <KeptWords words={reason} language={language} />
    </>
  )
}

function NoForm({ language, opened, now, selfHref }: AppealPageProps) {
  const { desk } = catalogue(language).appeals
  const { appeal, answer, caseFile, hindrance, names, others } = opened
  if (appeal.outcome !== 'open') {
    const by = names.get(answer?.actorId ?? '') ?? desk.somebody
    return (
      <div class="message" role="status">
        <p>
          {desk.answered(by, desk.outcome[appeal.outcome])}{' '}
          {answer && answer.explanation !== '' && <q dir="auto">{answer.explanation}</q>}
        </p>
      </div>
    )
  }
  if (hindrance)
    return (
      <div class="message" role="status">
        <p>
          {desk.hindrance[hindrance]} {others.length > 0 ? desk.others(others.join(', ')) : desk.nobody}
        </p>
      </div>
    )
  const holder = caseFile.lease && isLeaseInForce(caseFile.lease, now) ? caseFile.lease.holderName : null
  return (
    <div class="message" role="status">
      <p>
        {holder === null ? desk.lost : desk.held(holder)} <a href={selfHref}>{desk.reopen}</a>
      </p>
    </div>
  )
}

function Form({ language, view, opened, reason, clause, token }: AppealPageProps & { token: string }) {
  const words = catalogue(language)
  const { desk } = words.appeals
  const { appeal, comment, contested, onePersonDesk, policy } = opened
  const about =
    appeal.side === 'reporter'
      ? 'reporter'
      : !comment
        ? 'account'
        : contested.action === 'blind'
          ? 'blind'
          : 'comment'
  return (
    <form class="answer" method="post" action={`/console/appeals/${appeal.id}`}>
      {view.language && <input type="hidden" name="lang" value={view.language} />}
      <input type="hidden" name="version" value={`${comment?.version ?? 0}`} />
      <input type="hidden" name="lease" value={token} />
      {onePersonDesk && (
        <div class="message">
          <p>{desk.onePerson}</p>
        </div>
      )}
      <label for="reason">{desk.reason}</label>
      <textarea id="reason" name="reason" rows={4} dir="auto" required aria-describedby="reason-help">
        {reason}
      </textarea>
      <p class="muted small" id="reason-help">
        {desk.reasonHint}
      </p>
      {about === 'reporter' && (
        <>
          <label for="clause">{desk.under}</label>
          <select id="clause" name="clause">
            {policy.clauses.map(({ id, title }) => (
              <option value={id} selected={id === clause}>
                {id} {wordsIn(title, language)}
              </option>
            ))}
          </select>
        </>
      )}
      <p class="choices">
        <button type="submit" class="button" name="verdict" value="uphold">
          {desk.uphold}
        </button>
        <button
          type="submit"
          class={about === 'reporter' ? 'button reject' : 'button approve'}
          name="verdict"
          value="overturn"
        >
          {desk.overturn[about]}
        </button>
      </p>
    </form>
  )
}
