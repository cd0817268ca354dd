import type { LegalFile } from '../features/moderation/legal.ts'
import type { LegalNotice } from '../features/moderation/model.ts'
import { catalogue } from '../locales/index.ts'
import type { ProblemShown } from '../ui/problem-note.tsx'
import { Time } from '../ui/time.tsx'
import { formSentence } from './form-problem.tsx'
import { textLanguage } from './format.ts'
import { ConsoleLayout, type ConsolePageProps } from './layout.tsx'
import { LegalActs } from './legal-acts.tsx'
import { commentHref, legalFileHref, noticeHref, noticesHref, type QueueView } from './links.ts'
import { BlindClock, NoticeClock } from './notices.tsx'

export const LEGAL_ACTS = ['blind', 'restore', 'remove', 'refuse', 'order'] as const
export type LegalAct = (typeof LEGAL_ACTS)[number]

export interface LegalFilePageProps extends ConsolePageProps {
  view: QueueView
  file: LegalFile
  /** What was just done. */
  done: LegalAct | null
  problem: ProblemShown | null
  /** Idempotency key of the form for an order. */
  orderKey: string
  /** What was written into a form that was refused. */
  kept: Readonly<Record<string, string>>
}

/** A claim, or a comment without one: everything that a decision under the law needs, and its forms. */
export function LegalFilePage(props: LegalFilePageProps) {
  const { language, view, file, done, problem } = props
  const text = catalogue(language).legal.desk
  const title = file.notice ? text.noticeTitle : text.fileTitle
  return (
    <ConsoleLayout
      {...props}
      current="notices"
      title={title}
      languageHref={(lang) =>
        file.notice ? noticeHref(file.notice.id, lang) : legalFileHref(file.comment.id, lang)
      }
    >
      <main id="case" class="sheet" tabindex={-1}>
        <p>
          <a href={noticesHref(view.language)}>{text.back}</a>
        </p>
        <h1>{title}</h1>
        <p class="notice" role="status">
          {done && text.done[done]}
        </p>
        {problem && (
          <p class="note bad" role="alert">
            {formSentence(problem, language)}
          </p>
        )}
        {file.notice && <Claim {...props} notice={file.notice} />}
        <Subject {...props} />
        <LegalActs {...props} />
        <Others {...props} />
        <History {...props} />
      </main>
    </ConsoleLayout>
  )
}

function Claim({ language, timeZone, now, file, notice }: LegalFilePageProps & { notice: LegalNotice }) {
  const words = catalogue(language).legal
  const text = words.desk
  const isOrder = notice.regime === 'authority_order'
  const blindEndsAt = file.blind?.endsAt ?? null
  return (
    <section aria-labelledby="claim-title">
      <h2 id="claim-title">{text.claim}</h2>
      <p class="line">
        <b>{words.regimes[notice.regime]}</b> <NoticeClock {...{ language, now, notice, blindEndsAt }} />
      </p>
      <dl class="facts">
        <Fact name={isOrder ? text.authority : text.claimant} value={claimant(notice, text)} />
        {notice.claimantEmail !== '' && <Fact name={text.email} value={notice.claimantEmail} />}
        <Fact name={isOrder ? text.orderReference : text.reference} value={notice.reference || '–'} />
        <div>
          <dt>{text.receivedAt}</dt>
          <dd>
            <Time at={notice.receivedAt} {...{ language, timeZone }} />
          </dd>
        </div>
        <div>
          <dt>{text.dueAt}</dt>
          <dd>
            <Time at={notice.dueAt} {...{ language, timeZone }} />
          </dd>
        </div>
      </dl>
      <p class="legal-text" dir="auto" lang={textLanguage(notice.body)}>
        {notice.body || text.forgotten}
      </p>
    </section>
  )
}

function claimant(
  { claimantName, body }: LegalNotice,
  text: { readonly anonymous: string; readonly forgotten: string },
): string {
  if (claimantName !== '') return claimantName
  return body === '' ? text.forgotten : text.anonymous
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <bdi>{value}</bdi>
      </dd>
    </div>
  )
}

function Subject({ language, now, file }: LegalFilePageProps) {
  const text = catalogue(language).legal.desk
  const { comment, article, blind } = file
  return (
    <section aria-labelledby="subject-title">
      <h2 id="subject-title">{text.comment}</h2>
      <p class="line">
        <bdi>
          <b>{comment.authorName}</b>
        </bdi>
        <span class="chip neutral">{text.commentState[comment.state]}</span>
        {blind && <BlindClock {...{ language, now }} endsAt={blind.endsAt} />}
      </p>
      <p class="legal-text" dir="auto" lang={textLanguage(comment.body)}>
        {comment.body}
      </p>
      <p class="small">
        <a href={commentHref(article.id, comment.id)} target="_blank" rel="noopener">
          <bdi lang={article.language}>{article.headline}</bdi>
        </a>
      </p>
    </section>
  )
}

function Others({ language, now, view, file }: LegalFilePageProps) {
  const words = catalogue(language).legal
  const others = file.notices.filter(({ id }) => id !== file.notice?.id)
  if (others.length === 0) return null
  const blindEndsAt = file.blind?.endsAt ?? null
  return (
    <section>
      <h2>{words.desk.others}</h2>
      <ul class="people">
        {others.map((notice) => (
          <li class="line">
            <a href={noticeHref(notice.id, view.language)}>{words.regimes[notice.regime]}</a>
            <NoticeClock {...{ language, now, notice, blindEndsAt }} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function History({ language, timeZone, file }: LegalFilePageProps) {
  const { console: desk, legal } = catalogue(language)
  return (
    <section>
      <h2>{legal.desk.history}</h2>
      {file.decisions.length === 0 && <p class="muted">{legal.desk.noHistory}</p>}
      <ul class="people">
        {file.decisions.map((decision) => (
          <li>
            <p class="line">
              <b>{desk.decided[decision.action]}</b>
              <bdi>{decision.actorType === 'system' ? desk.system : (decision.by ?? desk.somebody)}</bdi>
              <Time at={decision.at} {...{ language, timeZone }} />
              <span class="muted small">
                {[decision.clauses.join(', '), decision.lawReference ?? '']
                  .filter((part) => part !== '')
                  .join(' · ')}
              </span>
            </p>
            {decision.explanation !== '' && (
              <p class="legal-text" dir="auto" lang={textLanguage(decision.explanation)}>
                {decision.explanation}
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
