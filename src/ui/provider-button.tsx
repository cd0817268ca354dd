import type { OfferedProvider } from '../features/accounts/model.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { ProviderIcon } from './icons.tsx'
import { available, providerList, shortProviderName } from './provider-name.ts'

interface ProviderButtonProps {
  provider: OfferedProvider
  language: Language
  /** Where the surrounding form goes with this button, when not to its own action. */
  formaction?: string
  /** Instead of "Continue with …". */
  label?: (provider: string) => string
}

/** "Continue with …", switched off where the provider takes no logins: `ProvidersOff` says so. The data attributes are for the discussion's script. */
export function ProviderButton({ provider, language, formaction, label }: ProviderButtonProps) {
  const name = shortProviderName(provider, language)
  const say = label ?? catalogue(language).reader.composer.continueWith
  return (
    <button
      class={`way ${provider.name}`}
      type="submit"
      formaction={formaction}
      disabled={provider.unavailable !== null}
      aria-describedby={provider.unavailable === null ? undefined : offId(provider)}
      data-provider={provider.name}
      data-name={name}
    >
      <ProviderIcon name={provider.name} />
      {say(name)}
    </button>
  )
}

/** For each button that is off, that it is, and which others to use. */
export function ProvidersOff({
  providers,
  language,
}: {
  providers: readonly OfferedProvider[]
  language: Language
}) {
  const { common } = catalogue(language)
  const others = available(providers)
  return (
    <>
      {providers
        .filter(({ unavailable }) => unavailable !== null)
        .map((provider) => {
          const name = shortProviderName(provider, language)
          return (
            <p class="note" id={offId(provider)}>
              {others.length > 0
                ? common.providerOff(name, providerList(others, language))
                : common.providerOffAlone(name)}
            </p>
          )
        })}
    </>
  )
}

function offId({ name }: OfferedProvider): string {
  return `off-${name}`
}
