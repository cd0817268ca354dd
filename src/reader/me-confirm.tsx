import type { Child } from 'hono/jsx'
import type { IdentityKey } from '../features/accounts/model.ts'
import { catalogue } from '../locales/index.ts'
import { PageHeader } from '../ui/page-header.tsx'
import { Shell } from '../ui/shell.tsx'
import { identityName } from './me-parts.tsx'
import { NO_INDEX, type PageProps } from './page.ts'

interface ConfirmProps extends PageProps {
  paper: string
  displayName: string
}

/** A page that asks once more: what will happen, one button for it, one way back. */
function Confirm(props: ConfirmProps & { title: string; action: string; yes: string; children: Child }) {
  const { language, assets, banner, paper, title, action, yes, children } = props
  const { me } = catalogue(language).reader
  const head = { title: `${title} · ${paper}` }
  return (
    <Shell language={language} assets={assets} banner={banner} head={head} robots={NO_INDEX} page="reading">
      <PageHeader language={language} name={paper} href={null} />
      <main>
        <h1>{title}</h1>
        <form method="post" action={action}>
          <input type="hidden" name="lang" value={language} />
          {children}
          <p class="choices">
            <button class="button danger" type="submit">
              {yes}
            </button>
            <a class="button" href={`/me/account?lang=${language}`}>
              {me.goBack}
            </a>
          </p>
        </form>
      </main>
    </Shell>
  )
}

export function ErasePage(props: ConfirmProps) {
  const { language, paper } = props
  const { me } = catalogue(language).reader
  return (
    <Confirm {...props} title={me.eraseTitle(paper)} action="/me/erase" yes={me.eraseYes}>
      <p>{me.eraseWhat}</p>
      <p>{me.eraseKept}</p>
      <p>{me.eraseWait}</p>
    </Confirm>
  )
}

export function UnlinkPage(props: ConfirmProps & { identity: IdentityKey }) {
  const { language, identity } = props
  const { me } = catalogue(language).reader
  const name = identityName(identity, [], language)
  return (
    <Confirm {...props} title={me.unlinkTitle(name)} action="/me/logins/remove" yes={me.unlinkYes(name)}>
      <input type="hidden" name="provider" value={identity.provider} />
      <input type="hidden" name="app" value={identity.appId} />
      <input type="hidden" name="subject" value={identity.subject} />
      <input type="hidden" name="confirmed" value="yes" />
      <p>{me.unlinkWhat(name)}</p>
    </Confirm>
  )
}
