import { catalogue } from '../locales/index.ts'
import { fullTime } from '../ui/time.tsx'
import { CaseMessage } from './case-message.tsx'
import { ClauseKeys } from './clause-keys.tsx'
import { Correct } from './correct.tsx'
import { KeptWords } from './form-problem.tsx'
import { ago, providerName, textLanguage } from './format.ts'
import { LegalMark } from './legal-mark.tsx'
import { commentHref } from './links.ts'
import { markFinds } from './marks.ts'
import type { ShownCase } from './queue.tsx'
import { reasonsOf } from './reasons.ts'

/** The comment, large, with what it answers, why it is here and the clauses it can be rejected under. */
export function CasePane(props: ShownCase) {
  const { language, opened, status, now, view, keyClauses, typed } = props
  const words = catalogue(language)
  const text = words.console
  const { item } = opened
  const isOver = status.state === 'decided' || status.state === 'closed'
  const corrected = typed?.of === 'correction' ? typed.words : undefined
  return (
    <main
      id="case"
      class={`case ${status.state}`}
      tabindex={-1}
      data-slot="case"
      data-case={item.caseFile.id}
      data-state={status.state}
      data-version={`${item.comment.version}`}
      data-lease={status.state === 'yours' ? status.lease.token : undefined}
      data-until={status.state === 'yours' ? `${status.lease.expiresAt}` : undefined}
    >
      <button type="button" class="button list" popovertarget="queue">
        {text.list}{' '}
        <span class="count" data-listed>
          {props.items.length}
        </span>
      </button>
      <CaseMessage {...props} />
      <article class="subject" aria-labelledby="writer-name">
        <Parent {...props} />
        <div class="who">
          <h1 id="writer-name">
            <bdi>{item.author.name}</bdi>
          </h1>
          <span class="muted small">
            {[
              item.author.provider === null ? null : providerName(item.author.provider),
              item.author.approved + item.author.rejected === 0 ? text.firstComment : null,
              item.comment.state === 'published' ? text.visible : null,
            ].map((fact) => fact && `${fact} · `)}
            <time
              datetime={new Date(item.comment.createdAt).toISOString()}
              title={fullTime(item.comment.createdAt, props)}
            >
              {ago(item.comment.createdAt, now, language)}
            </time>
          </span>
          <button type="button" class="link drawer" popovertarget="context">
            {text.context}
          </button>
        </div>
        <p class="body" dir="auto" lang={textLanguage(item.comment.body)}>
          {markFinds(
            item.comment.body,
            item.evidence.flatMap(({ finds }) => finds ?? []),
          ).map((part) => (part.hit ? <mark>{part.text}</mark> : part.text))}
        </p>
      </article>
      <LegalMark {...props} />
      <section class="why" aria-labelledby="why-title">
        <h2 id="why-title">{text.why}</h2>
        <ul>
          {reasonsOf(item, language, now).map((reason) => (
            <li>
              <span dir="auto">{reason.text}</span>{' '}
              {reason.points > 0 && <span class="points">+{reason.points}</span>}
            </li>
          ))}
        </ul>
      </section>
      {isOver ? (
        <Correct {...props} words={corrected} />
      ) : (
        <KeptWords words={corrected} language={language} />
      )}
      {status.state === 'yours' && (
        <ClauseKeys {...{ language, view, opened, keyClauses, now }} lease={status.lease} />
      )}
    </main>
  )
}

function Parent({ language, opened }: ShownCase) {
  const { parent, article } = opened.item
  if (!parent) return null
  const text = catalogue(language).console
  return (
    <blockquote class="parent">
      <a href={commentHref(article.id, parent.id)} target="_blank" rel="noopener" aria-keyshortcuts="p">
        {text.inReplyTo} <bdi>{parent.authorName}</bdi>
      </a>
      <p dir="auto" lang={textLanguage(parent.body)}>
        {parent.body}
      </p>
    </blockquote>
  )
}
