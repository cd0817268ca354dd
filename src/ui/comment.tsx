import type { Child } from 'hono/jsx'
import type { BlindShown, Comment, CommentState } from '../features/comments/model.ts'
import type { Statement } from '../features/moderation/statement-model.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { ActLink, type CommentActs, isWithdrawable, OpenedAct, ShareLink } from './comment-acts.tsx'
import { Face } from './face.tsx'
import { Fill } from './fill.tsx'
import { appealPath, commentAnchor, commentPath, deskCommentPath, discussionPath } from './paths.ts'
import { StatementBox } from './statement.tsx'
import { shortTime, Time, type TimeSetting } from './time.tsx'

/** What every comment of one page has in common. */
export interface CommentSetting {
  language: Language
  timeZone: string
  policyHref: string
  /** Links leave the frame: a page of ours inside it would refuse to be framed. */
  inFrame: boolean
  /** Whether a reply can be written now. */
  canReply: boolean
  /** The comment whose own address was opened. */
  highlight: string | null
  /** Somebody of the desk reads, outside the frame. */
  isDesk?: boolean | undefined
  /** Reporting and withdrawing; left out where neither is offered. */
  acts?: CommentActs | undefined
  /** The comment that the desk has put first. */
  pinnedId?: string | null
  /** Blinded comments that had been seen, by id: their markers say until when. */
  blinds?: ReadonlyMap<string, BlindShown> | undefined
}

const CHIP_TONE: Record<CommentState, string> = {
  pending: 'wait',
  published: 'ok',
  rejected: 'bad',
  blinded: 'wait',
  withdrawn: '',
  purged: '',
}

interface ArticleProps {
  comment: Comment
  setting: CommentSetting
  /** The comment answered; said in words, because indentation is not heard. */
  parent?: Comment | undefined
  chip?: CommentState | undefined
  lead?: Child
  /** How it stands with its writer, by the name that `data-state` prints. */
  state?: string | undefined
  children?: Child
}

/** An article named by its author and time. The text is text: new lines are kept by the style sheet. */
function CommentArticle({ comment, setting, parent, chip, lead, state, children }: ArticleProps) {
  const words = catalogue(setting.language).reader.comment
  const anchor = commentAnchor(comment.id)
  const isLinked = setting.highlight === comment.id
  return (
    <article
      id={anchor}
      class={isLinked ? 'comment is-linked' : 'comment'}
      aria-labelledby={`${anchor}-by`}
      tabindex={isLinked ? -1 : undefined}
      data-state={state}
    >
      <header class="by" id={`${anchor}-by`}>
        <Face accountId={comment.accountId} name={comment.authorName} />
        <strong dir="auto">{comment.authorName}</strong>
        {parent && <span class="unseen">{words.replyTo(parent.authorName)}</span>}
        <Time at={comment.createdAt} language={setting.language} timeZone={setting.timeZone} relative />
        {setting.pinnedId === comment.id && (
          <span class="chip pinned">{catalogue(setting.language).reader.desk.pinned}</span>
        )}
        {isLinked && <span class="chip">{words.linked}</span>}
        {chip && <StateChip state={chip} language={setting.language} />}
      </header>
      {lead}
      <p class="body" dir="auto">
        {comment.body}
      </p>
      {children}
    </article>
  )
}

function StateChip({ state, language }: { state: CommentState; language: Language }) {
  return <span class={`chip ${CHIP_TONE[state]}`}>{catalogue(language).reader.comment.states[state]}</span>
}

/** A comment that everybody reads. */
export function PublishedComment(props: {
  comment: Comment
  setting: CommentSetting
  parent?: Comment | undefined
  lead?: Child
}) {
  const { comment, setting, parent, lead } = props
  const { language, inFrame, canReply, acts, isDesk = false } = setting
  const words = catalogue(language).reader.comment
  return (
    <CommentArticle comment={comment} setting={setting} parent={parent} lead={lead}>
      <div class="acts">
        {canReply && !parent && (
          <a
            href={discussionPath(comment.articleId, language, comment.id)}
            target={inFrame ? '_top' : undefined}
            data-reply={comment.id}
          >
            {words.reply}
          </a>
        )}
        {/* Before the other: a report is six keys away. */}
        {acts && <ActLink comment={comment} acts={acts} language={language} />}
        <ShareLink comment={comment} language={language} inFrame={inFrame} />
        {isDesk && !inFrame && <a href={deskCommentPath(comment.id, language)}>{words.desk}</a>}
      </div>
      {acts && <OpenedAct comment={comment} acts={acts} language={language} inFrame={inFrame} />}
    </CommentArticle>
  )
}

export interface OwnComment {
  comment: Comment
  /** Why readers do not see it; `null` for one that only waits. */
  statement: Statement | null
}

/** The reader's own comment as only the reader sees it: in its state, with the reason when it was refused. */
export function OwnCommentView({ own, setting }: { own: OwnComment; setting: CommentSetting }) {
  const { comment, statement } = own
  const { language, acts, inFrame } = setting
  const words = catalogue(language).reader.comment
  const lead = <OwnReply comment={comment} setting={setting} />
  if (comment.state === 'published')
    return <PublishedComment comment={comment} setting={setting} lead={lead} />
  return (
    <CommentArticle
      comment={comment}
      setting={setting}
      chip={comment.state}
      lead={lead}
      state={statement?.appeal ? 'appealed' : comment.state}
    >
      {comment.state === 'pending' && <p class="hint">{words.onlyYou}</p>}
      {(statement || comment.state === 'rejected') && (
        <StatementBox
          statement={statement}
          language={language}
          timeZone={setting.timeZone}
          policyHref={setting.policyHref}
          inFrame={inFrame}
          appealHref={statement ? appealPath(statement.decisionId, language) : undefined}
          canCopy
        />
      )}
      {acts && isWithdrawable(comment) && (
        <p class="acts">
          <ActLink comment={comment} acts={acts} language={language} />
        </p>
      )}
      {acts && <OpenedAct comment={comment} acts={acts} language={language} inFrame={inFrame} />}
    </CommentArticle>
  )
}

/** That it is a reply, and to what: it stands apart from its thread. */
function OwnReply({ comment, setting }: { comment: Comment; setting: CommentSetting }) {
  if (comment.parentId === null) return null
  const words = catalogue(setting.language).reader.comment
  const href = commentPath({ id: comment.parentId, articleId: comment.articleId }, setting.language)
  return (
    <p class="hint" data-part="reply">
      {words.yourReply} ·{' '}
      <a href={href} target={setting.inFrame ? '_blank' : undefined} rel="noopener">
        {words.showParent}
      </a>
    </p>
  )
}

/** What the board makes known of a blind (Korean Network Act 44-2). */
export function blindSentence({ endsAt, source }: BlindShown, setting: TimeSetting): string {
  const { marker } = catalogue(setting.language).legal
  return marker[source === 'own' ? 'own' : 'claimed'](shortTime(endsAt, setting))
}

/** Names of the tombstones' states, as `data-state` prints them. */
const TOMB_STATE: Partial<Record<CommentState, string>> = {
  rejected: 'removed-tombstone',
  blinded: 'blinded-marker',
  withdrawn: 'withdrawn-tombstone',
}

/** Keeps the place of a comment that is no longer shown. Never its text, never its author. */
export function Tombstone({ comment, setting }: { comment: Comment; setting: CommentSetting }) {
  const blind = setting.blinds?.get(comment.id)
  if (blind)
    return (
      <p class="tomb" id={commentAnchor(comment.id)} data-state="blinded-marker">
        {blindSentence(blind, setting)}
      </p>
    )
  const words = catalogue(setting.language)
  const { tombstones, authorGone } = words.reader.comment
  // A name is empty once its person is gone.
  const isGone = comment.authorName === ''
  return (
    <p
      class="tomb"
      id={commentAnchor(comment.id)}
      data-state={isGone ? 'author-gone' : TOMB_STATE[comment.state]}
    >
      <Fill sentence={isGone ? authorGone : tombstones[comment.state]} name="policy">
        <a href={setting.policyHref} target={setting.inFrame ? '_blank' : undefined} rel="noopener">
          {words.common.policy}
        </a>
      </Fill>
    </p>
  )
}
