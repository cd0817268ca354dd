import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import type { CommentPageProps } from './comment-page.tsx'
import { writerHref } from './desk-links.ts'
import { queueHref } from './links.ts'
import { LangField } from './person-row.tsx'

/** What can be done with the comment in its state: review, hold, correct, restrict its writer. */
export function CommentActs({ language, view, record, staff, words }: CommentPageProps) {
  const { forms } = catalogue(language).console
  const { comment, correctable, decisions, openReview } = record
  const isOwn = comment.accountId === staff.accountId
  const act = { language, lang: view.language, commentId: comment.id, version: comment.version, words }
  const rejection = decisions.findLast(({ to, action }) => action === 'reject' && to === 'rejected')
  return (
    <section class="acts-list">
      {openReview !== null && (
        <p>
          <a class="button" href={queueHref(view, openReview)}>
            {forms.openInQueue}
          </a>
        </p>
      )}
      {comment.state === 'published' && openReview === null && !isOwn && <TakeUp {...act} />}
      {comment.state === 'published' && !isOwn && (
        <WordsForm {...act} verb="hold" text={forms.holdText} label={forms.holdReason} />
      )}
      {correctable && (
        <WordsForm {...act} verb="correct" text={forms.correctText} label={forms.correctReason} isNeeded />
      )}
      {comment.state === 'rejected' && rejection && (
        <p>
          <a href={`${writerHref(comment.accountId, view.language, { from: rejection.id })}#restrict`}>
            {forms.restrictWriter}
          </a>
        </p>
      )}
    </section>
  )
}

interface ActProps {
  language: Language
  lang: Language | undefined
  commentId: string
  version: number
  words: string
}

function TakeUp({ language, lang, commentId }: ActProps) {
  const { forms } = catalogue(language).console
  return (
    <form class="act" method="post" action={`/console/comments/${commentId}/take-up`}>
      <LangField lang={lang} />
      <button class="button" type="submit">
        {forms.takeUp}
      </button>
      <p class="muted small">{forms.takeUpText}</p>
    </form>
  )
}

interface WordsFormProps extends ActProps {
  verb: 'hold' | 'correct'
  text: string
  label: string
  isNeeded?: boolean
}

function WordsForm(props: WordsFormProps) {
  const { language, lang, commentId, version, words, verb, text, label, isNeeded = false } = props
  const { forms } = catalogue(language).console
  return (
    <form class="stack" method="post" action={`/console/comments/${commentId}/${verb}`}>
      <LangField lang={lang} />
      <input type="hidden" name="version" value={`${version}`} />
      <p class="muted small">{text}</p>
      <label for={`${verb}-words`}>{label}</label>
      <textarea id={`${verb}-words`} name="explanation" rows={2} dir="auto" required={isNeeded}>
        {words}
      </textarea>
      <p>
        <button class="button" type="submit">
          {forms[verb]}
        </button>
      </p>
    </form>
  )
}
