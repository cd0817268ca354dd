import type { DeletionRequest } from '../features/accounts/model.ts'
import { RETENTION } from '../features/retention.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { type LanguageHrefs, PageHeader } from '../ui/page-header.tsx'
import { Shell } from '../ui/shell.tsx'
import { Time } from '../ui/time.tsx'
import { duration } from './duration.ts'
import { NO_INDEX, type PageProps } from './page.ts'

export interface DeletionPageProps extends PageProps {
  /** `null`: nobody was given this code, or too long ago. */
  request: DeletionRequest | null
  timeZone: string
  privacyHref: string
  languageHrefs: LanguageHrefs
}

/** What became of a deletion request, for whoever has its code: what went, when, and what is kept and why. */
export function DeletionPage({ request, timeZone, privacyHref, languageHrefs, ...page }: DeletionPageProps) {
  const { language } = page
  const { common, reader } = catalogue(language)
  const words = reader.privacy.request
  const title = request ? words.title : words.unknownTitle
  const listed = duration(RETENTION.deletionRequests.keptMs, language)
  return (
    <Shell {...page} head={{ title }} robots={NO_INDEX} page="reading">
      <PageHeader language={language} name={common.brand} href={null} languageHrefs={languageHrefs} />
      <main class="rules">
        <h1>{title}</h1>
        {request ? (
          <Outcome language={language} timeZone={timeZone} request={request} listed={listed} />
        ) : (
          <p>{words.unknown(listed)}</p>
        )}
        <p>
          <a href={privacyHref}>{words.more}</a>
        </p>
      </main>
    </Shell>
  )
}

interface OutcomeProps {
  language: Language
  timeZone: string
  request: DeletionRequest
  /** How long it can be looked up. */
  listed: string
}

function Outcome({ language, timeZone, request, listed }: OutcomeProps) {
  const { common, reader } = catalogue(language)
  const words = reader.privacy.request
  const { erased, unlinked } = request
  const provider = common.providersShort[request.provider]
  return (
    <>
      <p>{words.asked(provider)}</p>
      <dl class="facts">
        <div>
          <dt>{words.state}</dt>
          <dd>{words.done}</dd>
        </div>
        <div>
          <dt>{words.when}</dt>
          <dd>
            <Time at={request.requestedAt} language={language} timeZone={timeZone} />
          </dd>
        </div>
      </dl>
      <h2>{words.deleted}</h2>
      {erased > 0 && <p>{words.erased(erased)}</p>}
      {unlinked > 0 && <p>{words.unlinked(provider)}</p>}
      {erased + unlinked === 0 && <p>{words.nothing(provider)}</p>}
      <h2>{words.keptTitle}</h2>
      <ul class="items">
        {erased > 0 && <li>{words.keptDecisions}</li>}
        {erased > 0 && <li>{words.keptChecks(duration(RETENTION.screenings.keptMs, language))}</li>}
        <li>{words.keptRequest(listed)}</li>
      </ul>
    </>
  )
}
