import type { NoticeStatus } from '../features/moderation/legal.ts'
import type { LegalNotice } from '../features/moderation/model.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import type { LanguageHrefs } from '../ui/page-header.tsx'
import { commentPath } from '../ui/paths.ts'
import { shortTime, Time } from '../ui/time.tsx'
import { Fact, LegalShell } from './legal-form.tsx'
import type { PageProps } from './page.ts'

interface ReceiptProps extends PageProps {
  paper: string
  timeZone: string
  code: string
  notice: LegalNotice
}

/** The receipt (EU DSA Art. 16(4)). The code stands here and nowhere else. */
export function LegalReceiptPage({ code, notice, timeZone, ...page }: ReceiptProps) {
  const { language } = page
  const words = catalogue(language).legal
  return (
    <LegalShell {...page} title={words.receiptTitle}>
      <p role="status">{words.receipt}</p>
      <p>
        {words.code}
        <code class="code">{code}</code>
      </p>
      <p>{words.keepCode}</p>
      <p>{words.due(shortTime(notice.dueAt, { language, timeZone }))}</p>
      <p>
        <a class="button strong" href={statusPath(code, language)}>
          {words.follow}
        </a>
      </p>
    </LegalShell>
  )
}

export function statusPath(code: string, language: Language): string {
  return `/legal/notice/${encodeURIComponent(code)}?lang=${language}`
}

interface StatusProps extends PageProps {
  paper: string
  timeZone: string
  /** `null`: nobody was given this code. */
  status: NoticeStatus | null
  privacyHref: string
  languageHrefs: LanguageHrefs
}

/** What became of a notice, for whoever has its code. It says nothing of the claimant and nothing of the author. */
export function LegalStatusPage({ status, privacyHref, ...page }: StatusProps) {
  const { language } = page
  const words = catalogue(language).legal
  return (
    <LegalShell {...page} title={status ? words.statusTitle : words.unknownTitle}>
      {status ? <Outcome {...page} status={status} /> : <p>{words.unknown}</p>}
      {!status && <LookUp language={language} />}
      <p>
        <a href={privacyHref}>{words.more}</a>
      </p>
    </LegalShell>
  )
}

/** For a code that was written down. */
export function LegalLookUpPage(page: PageProps & { paper: string; languageHrefs: LanguageHrefs }) {
  const words = catalogue(page.language).legal
  return (
    <LegalShell {...page} title={words.lookUpTitle}>
      <LookUp language={page.language} />
    </LegalShell>
  )
}

function LookUp({ language }: { language: Language }) {
  const words = catalogue(language).legal
  return (
    <form method="get" action="/legal/notice" class="stack">
      <input type="hidden" name="lang" value={language} />
      <label for="code">{words.code}</label>
      <input class="field" id="code" name="code" autocomplete="off" spellcheck={false} />
      <p>
        <button class="button strong" type="submit">
          {words.lookUp}
        </button>
      </p>
    </form>
  )
}

type OutcomeProps = Pick<StatusProps, 'language' | 'timeZone'> & { status: NoticeStatus }

function Outcome(props: OutcomeProps) {
  const { language, timeZone, status } = props
  const words = catalogue(language).legal
  const { notice, answer, articleId } = status
  const place = commentPath({ id: notice.commentId, articleId }, language)
  return (
    <>
      <dl class="facts">
        <Fact name={words.received} value={<Time at={notice.receivedAt} {...{ language, timeZone }} />} />
        <Fact name={words.regime} value={words.regimes[notice.regime]} />
        <Fact name={words.state} value={<b>{words.states[notice.outcome]}</b>} />
      </dl>
      <p>{sentence(props)}</p>
      <p>
        <a href={place}>{words.seeComment}</a>
      </p>
      {notice.outcome === 'removed' && status.state === 'published' && <p>{words.outcome.back}</p>}
      {answer && (
        <>
          <p>{answer.actorType === 'system' ? words.byClock : words.byPerson}</p>
          <dl class="facts">
            {answer.lawReference && <Fact name={words.lawNamed} value={answer.lawReference} />}
            {answer.explanation !== '' && <Fact name={words.reason} value={answer.explanation} />}
          </dl>
          <h2>{words.redressTitle}</h2>
          <p>
            {words.redress} {notice.regime === 'kr44_2' && words.redressKorea}
          </p>
        </>
      )}
    </>
  )
}

function sentence({ language, timeZone, status }: OutcomeProps): string {
  const { outcome } = catalogue(language).legal
  const { notice, answer, blindEndsAt, state } = status
  const time = (at: number) => shortTime(at, { language, timeZone })
  switch (notice.outcome) {
    case 'open':
      return outcome.open(time(notice.dueAt))
    case 'blinded':
      return outcome.blinded(time(blindEndsAt ?? notice.dueAt))
    case 'removed':
      return state === 'withdrawn' || answer?.action === 'withdraw' ? outcome.withdrawn : outcome.removed
    case 'restored':
      if (state === 'pending') return outcome.waiting
      return answer?.actorType === 'system' ? outcome.restored : outcome.restoredEarly
    case 'refused':
      return outcome.refused
  }
}
