import type { Comment } from '../features/comments/model.ts'
import type { Clause } from '../features/policy/model.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { ReportForm, WithdrawForm } from './act-forms.tsx'
import { shareDiscussionPath, sharePath } from './paths.ts'
import type { ProblemShown } from './problem-note.tsx'

/** What a reader may do with a comment beside answering it: the form, or what became of it. */
export const ACTS = ['report', 'withdraw', 'reported', 'already'] as const
export type Act = (typeof ACTS)[number]

/** What is open on this page, and how it comes back to its place. */
export interface CommentActs {
  viewerId: string | null
  /** This page with that act opened under that comment: the second control appears after the first. */
  href(act: Act, commentId: string): string
  /** This page with nothing opened. */
  closeHref: string
  open: { act: Act; commentId: string; clause: string; note: string; problem: ProblemShown | null } | null
  /** Of the policy that the opened comment was written under, gravest first. */
  clauses: readonly Clause[]
  /** Fields by which the answer finds this page again. */
  place: Readonly<Record<string, string>>
}

interface ActProps {
  comment: Comment
  acts: CommentActs
  language: Language
  inFrame: boolean
}

const WITHDRAWABLE: ReadonlySet<Comment['state']> = new Set<Comment['state']>([
  'pending',
  'published',
  'blinded',
])

/** As the state table has it: what was refused is over, and what is withdrawn is gone. */
export function isWithdrawable({ state }: Pick<Comment, 'state'>): boolean {
  return WITHDRAWABLE.has(state)
}

/** A reader's own comment can be withdrawn, every other one that is published reported. */
export function ActLink({ comment, acts, language }: Omit<ActProps, 'inFrame'>) {
  const text = catalogue(language).appeals
  const isOwn = acts.viewerId === comment.accountId
  if (isOwn ? !isWithdrawable(comment) : comment.state !== 'published') return null
  const act = isOwn ? 'withdraw' : 'report'
  return (
    <a href={acts.href(act, comment.id)} rel="nofollow">
      {text[act].link}
    </a>
  )
}

/** Leads to a page with every way to share; with a script that page's sheet opens here. */
export function ShareLink({ comment, language, inFrame }: Omit<ActProps, 'acts'>) {
  return (
    <a href={sharePath(comment, language)} target={inFrame ? '_blank' : undefined} rel="noopener nofollow">
      {catalogue(language).acts.share.link}
    </a>
  )
}

/** What was opened under this comment, if anything was. */
export function OpenedAct({ acts, comment, language, inFrame }: ActProps) {
  const { open, place, closeHref, clauses, viewerId } = acts
  if (open?.commentId !== comment.id) return null
  const { report } = catalogue(language).appeals
  const form = { comment, language, place, problem: open.problem, inSheet: false, cancelHref: closeHref }
  switch (open.act) {
    case 'report':
      return <ReportForm {...form} {...{ clauses, inFrame }} isSignedIn={viewerId !== null} typed={open} />
    case 'withdraw':
      return <WithdrawForm {...form} />
    case 'reported':
    case 'already':
      return (
        <p class="note" role="status">
          {open.act === 'reported' ? report.done : report.already}
        </p>
      )
  }
}

/** The last of the discussion, after its end: two keys from the start by the link that skips it. */
export function DiscussionShare(props: { articleId: string; language: Language; inFrame: boolean }) {
  const { articleId, language, inFrame } = props
  return (
    <p class="tools">
      <a
        href={shareDiscussionPath(articleId, language)}
        target={inFrame ? '_blank' : undefined}
        rel="noopener nofollow"
      >
        {catalogue(language).acts.share.discussionLink}
      </a>
    </p>
  )
}

/** Where browser code shows the sheets that the server prints. Nothing without a script. */
export function SheetDialog({ language }: { language: Language }) {
  return (
    <dialog class="sheet-box" aria-labelledby="sheet-title" closedby="any">
      <div data-part="content" />
      <p class="note bad" role="alert" data-part="note" hidden />
      <form method="dialog">
        <button type="submit" class="plain" data-part="close">
          {catalogue(language).acts.close}
        </button>
      </form>
    </dialog>
  )
}
