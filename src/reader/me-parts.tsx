import type { IdentityKey, OfferedProvider, ProviderName } from '../features/accounts/model.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { providerName } from '../ui/provider-name.ts'

interface MeTabsProps {
  language: Language
  current: 'comments' | 'account'
  displayName: string
  /** Messages that were new when the page was asked for. */
  unread?: number
}

/** Who is logged in, the two own pages, and the way out. */
export function MeTabs({ language, current, displayName, unread = 0 }: MeTabsProps) {
  const words = catalogue(language)
  const { me } = words.reader
  const tabs = [
    { name: 'comments', href: `/me?lang=${language}`, label: me.title },
    { name: 'account', href: `/me/account?lang=${language}`, label: me.accountTitle },
  ] as const
  return (
    <>
      <form class="row" method="post" action="/logout">
        <input type="hidden" name="lang" value={language} />
        <span dir={words.dir}>
          {me.signedInAs(displayName)}{' '}
          {unread > 0 && <span class="chip wait">{words.appeals.inbox.newOnes(unread)}</span>}
        </span>
        <button class="button" type="submit">
          {words.common.signOut}
        </button>
      </form>
      <nav class="tabs" aria-label={me.pages}>
        {tabs.map(({ name, href, label }) => (
          <a href={href} aria-current={name === current ? 'page' : undefined}>
            {label}
          </a>
        ))}
      </nav>
    </>
  )
}

/** The provider's name as this site's readers know it; a provider that is no longer set up keeps its own. */
export function identityName(
  { provider }: IdentityKey,
  providers: readonly OfferedProvider[],
  language: Language,
): string {
  const name = provider.replace(/^sandbox:/, '')
  const offered = providers.find((one) => one.name === name)
  if (offered) return providerName(offered, language)
  return isKnown(name, language) ? catalogue(language).common.providers[name] : name
}

function isKnown(name: string, language: Language): name is ProviderName {
  return Object.hasOwn(catalogue(language).common.providers, name)
}
