import type { LoginStarted } from '../features/accounts/login.ts'
import type { OfferedProvider, ProviderName } from '../features/accounts/model.ts'
import type { Site } from '../features/sites/model.ts'
import type { AppContext, Parts } from '../http/env.ts'
import { privatePage } from '../http/respond.ts'
import { pageHeaders } from '../http/security.ts'
import { setLoginCookie } from '../http/session.ts'
import { type Language, wordsIn } from '../locales/language.ts'
import { banner } from './banner.ts'
import { LeavePage } from './login.tsx'

/** What the pages of a sign-in have in common. */
export function loginPages(parts: Parts) {
  const { accounts } = parts.services

  function shell(language: Language, { key, title }: Site, scripts: readonly string[] = []) {
    return {
      language,
      paper: wordsIn(title, language),
      siteKey: key,
      banner: banner(parts, language),
      assets: {
        styles: parts.assets.styles('pages'),
        scripts: scripts.map((name) => parts.assets.script(name)),
      },
    }
  }

  /** The provider under the name that this site's readers know it by. */
  async function offered(siteId: string, name: ProviderName): Promise<OfferedProvider> {
    const found = (await accounts.offered(siteId)).find((provider) => provider.name === name)
    return found ?? { name, label: null, unavailable: null }
  }

  /** Off to the provider: by a refresh and a link, because `form-action 'self'` stops a redirect. */
  async function leavePage(
    c: AppContext,
    site: Site,
    language: Language,
    name: ProviderName,
    { attemptId, browserToken, authorizationUrl }: LoginStarted,
  ): Promise<Response> {
    setLoginCookie(c, attemptId, browserToken)
    const page = (
      <LeavePage
        {...shell(language, site)}
        provider={await offered(site.id, name)}
        authorizationUrl={authorizationUrl.href}
      />
    )
    return privatePage(c, page, pageHeaders())
  }

  return { shell, offered, leavePage }
}
