import { catalogue } from '../locales/index.ts'
import type { ComposerProps } from './composer.tsx'
import { Icon } from './icons.tsx'
import { ProviderButton, ProvidersOff } from './provider-button.tsx'
import { available, providerList } from './provider-name.ts'

/** What keeps the composer shut: why, the ways to log in, and what is said while one of them is taken. */
export function Lock(props: ComposerProps) {
  const { language, paper, providers } = props
  const { composer } = catalogue(language).reader
  if (providers.length === 0) return <p class="lock">{composer.noProviders}</p>
  const usable = available(providers)
  const names = providerList(usable, language)
  return (
    <div class="lock" data-part="lock">
      <input type="hidden" name="redeem" value="" data-part="redeem" />
      {usable.length > 0 && (
        <p class="locked">
          <Icon name="lock" />
          <span>{composer.locked(names, paper)}</span>
        </p>
      )}
      <ProvidersOff providers={providers} language={language} />
      <InApp {...props} names={names} />
      <div class="ways" data-part="ways">
        {providers.map((provider) => (
          <ProviderButton provider={provider} language={language} formaction={`/login/${provider.name}`} />
        ))}
      </div>
      <div class="opened" data-part="opened" hidden>
        <p role="status" data-part="opened-text" />
        <button type="button" class="plain" data-part="cancel-login">
          {composer.cancel}
        </button>
        <button type="button" class="plain" data-part="continue-here">
          {composer.continueHere}
        </button>
      </div>
      <template data-part="who-template">
        <p class="who">
          <span>
            {composer.postingAs} <strong dir="auto" data-part="name" />
          </span>
          <span class="hint">{composer.pageOnly}</span>
        </p>
      </template>
    </div>
  )
}

/** For the browsers inside other apps; the page's script shows it there. */
function InApp({ language, names, pageHref, inFrame }: ComposerProps & { names: string }) {
  const { composer } = catalogue(language).reader
  return (
    <div class="in-app" data-part="in-app" hidden>
      <p>{composer.inApp(names)}</p>
      <a class="button" href={pageHref} target={inFrame ? '_top' : undefined} data-part="outside">
        {composer.openOutside}
      </a>
      <input class="field" type="text" readonly aria-label={composer.address} data-part="address" />
      <button
        type="button"
        class="plain"
        data-part="copy-address"
        data-copy="[data-part=address]"
        data-done={composer.addressCopied}
      >
        {composer.copyAddress}
      </button>
    </div>
  )
}
