import type { Child } from 'hono/jsx'
import type { OfferedProvider } from '../../src/features/accounts/model.ts'
import { LOGIN_FAILURES } from '../../src/features/accounts/model.ts'
import type { Language } from '../../src/locales/language.ts'
import {
  ConsentPage,
  DonePage,
  FailedPage,
  LeavePage,
  NamePage,
  ReturnPage,
  VouchedPage,
} from '../../src/reader/login.tsx'

const PROVIDER: OfferedProvider = { name: 'x', label: null, unavailable: null }
const HREF = 'https://www.ledger.example/news/1'

/**
 * The pages of a login that is under way. Its row says its language, and which those are is a CHECK of the
 * database: a language that is registered in a test cannot begin one.
 */
export function loginViews(language: Language): [string, Child][] {
  const page = {
    language,
    paper: 'The Morning Ledger',
    siteKey: 'ledger',
    assets: { styles: '/assets/pages.css', scripts: [] },
  }
  const attempt = { ...page, attemptId: 'attempt', provider: PROVIDER }
  const failed = { ...page, provider: PROVIDER, retryAfter: 60_000, backHref: HREF, flow: 'page' } as const
  return [
    ['leaving for a provider', <LeavePage {...page} provider={PROVIDER} authorizationUrl={HREF} />],
    ['going back to the article', <ReturnPage {...page} articleHref={HREF} />],
    ['vouched for by the paper', <VouchedPage {...page} onHref={HREF} />],
    [
      'choosing a name',
      <NamePage {...attempt} name="이름" problem={{ type: 'name-reserved', details: {} }} />,
    ],
    ['consenting to a second login', <ConsentPage {...attempt} name="이름" displayName="이름" />],
    ['the end in a window', <DonePage {...page} />],
    ...LOGIN_FAILURES.map((failure): [string, Child] => [
      `a login that failed: ${failure}`,
      <FailedPage {...failed} failure={failure} />,
    ]),
  ]
}
