import type { Comment } from '../features/comments/model.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { Time } from '../ui/time.tsx'
import { deskCommentHref, writerHref } from './desk-links.ts'
import { textLanguage } from './format.ts'

export const STATE_TONE: Record<Comment['state'], string> = {
  pending: 'wait',
  published: 'ok',
  rejected: 'bad',
  blinded: 'wait',
  withdrawn: '',
  purged: '',
}

interface CommentRowsProps {
  language: Language
  timeZone: string
  lang: Language | undefined
  comments: readonly Comment[]
  /** Under an article the writers differ; on a writer's page they do not. */
  withWriter?: boolean
}

/** Comments in any state, each leading to its page. */
export function CommentRows({ language, timeZone, lang, comments, withWriter = false }: CommentRowsProps) {
  const { forms } = catalogue(language).console
  return (
    <ol class="rows">
      {comments.map((comment) => (
        <li>
          <CommentBody comment={comment} language={language} />
          <p class="line small muted">
            <span class={`chip ${STATE_TONE[comment.state]}`}>{forms.state[comment.state]}</span>
            {withWriter && (
              <a href={writerHref(comment.accountId, lang)}>
                <bdi>{comment.authorName === '' ? forms.gone : comment.authorName}</bdi>
              </a>
            )}
            <Time at={comment.createdAt} language={language} timeZone={timeZone} />
            <a class="end" href={deskCommentHref(comment.id, lang)}>
              {forms.openComment}
            </a>
          </p>
        </li>
      ))}
    </ol>
  )
}

/** The text, or that it is gone. */
export function CommentBody({ comment, language }: { comment: Comment; language: Language }) {
  if (comment.body === '') return <p class="muted">{catalogue(language).console.forms.erasedText}</p>
  return (
    <p class="words" dir="auto" lang={textLanguage(comment.body)}>
      {comment.body}
    </p>
  )
}
