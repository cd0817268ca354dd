import { LoginError, type Provider } from '../../features/accounts/providers/provider.ts'
import type { Services } from '../../features/services.ts'
import type { Site } from '../../features/sites/model.ts'
import { identityOf } from './scene.ts'
import type { Person } from './state.ts'

/** A provider that takes a subject for its code, or fails each login so. */
export function standIn(name: 'x' | 'facebook', publicUrl: string, fails: 'out-of-credit' | null): Provider {
  return {
    name,
    identityProvider: `sandbox:${name}`,
    appId: 'sandbox-states',
    async authorizationUrl({ state }) {
      return new URL(`${publicUrl}/states?${new URLSearchParams({ state })}`)
    },
    async identify({ code }) {
      if (fails) throw new LoginError(fails, 'by design of the states')
      return { subject: code, name: code }
    },
  }
}

/** Signs a person of a scene in by the provider X, as the service does it. Answers the session's token. */
export async function signIn(
  { accounts }: Services,
  site: Site,
  person: Person,
  agent = 'Chromium · Linux',
): Promise<string> {
  const { attemptId, browserToken, authorizationUrl } = await accounts.startLogin({
    siteId: site.id,
    articleId: null,
    provider: 'x',
    flow: 'page',
    redeemHash: null,
    draft: '',
    parentId: null,
    language: site.language,
  })
  await accounts.finishLogin({
    provider: 'x',
    browserTokens: [browserToken],
    state: authorizationUrl.searchParams.get('state') ?? '',
    code: identityOf(person, site).subject,
    error: null,
    issuer: null,
  })
  return (await accounts.completeLogin(attemptId, browserToken, agent)).token
}
