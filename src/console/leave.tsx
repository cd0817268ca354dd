import type { LoginStarted } from '../features/accounts/login.ts'
import type { ProviderName } from '../features/accounts/model.ts'
import type { AccountService } from '../features/accounts/service.ts'
import type { AppContext } from '../http/env.ts'
import { privatePage } from '../http/respond.ts'
import { pageHeaders } from '../http/security.ts'
import { setLoginCookie } from '../http/session.ts'
import { type EntranceProps, LeavePage } from './entrance.tsx'

interface Leave {
  accounts: AccountService
  page: EntranceProps
  siteId: string
  provider: ProviderName
  started: LoginStarted
}

/** Ties the attempt to this browser and sends it to the provider. */
export async function leaveFor(c: AppContext, leave: Leave): Promise<Response> {
  const { accounts, page, siteId, provider: name, started } = leave
  setLoginCookie(c, started.attemptId, started.browserToken)
  const offered = (await accounts.offered(siteId)).find((provider) => provider.name === name)
  const provider = offered ?? { name, label: null, unavailable: null }
  return privatePage(
    c,
    <LeavePage {...page} provider={provider} authorizationUrl={started.authorizationUrl.href} />,
    pageHeaders(),
  )
}
