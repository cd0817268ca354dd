import type { OfferedProvider } from '../features/accounts/model.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { ProviderIcon } from './icons.tsx'
import { shortProviderName } from './provider-name.ts'

interface ProviderButtonProps {
  provider: OfferedProvider
  language: Language
  /** Where the surrounding form goes with this button, when not to its own action. */
  formaction?: string
  /** Instead of "Continue with …". */
  label?: (provider: string) => string
}

/** "Continue with …". The data attributes are for the discussion's script. */
export function ProviderButton({ provider, language, formaction, label }: ProviderButtonProps) {
  const name = shortProviderName(provider, language)
  const say = label ?? catalogue(language).reader.composer.continueWith
  return (
    <button
      class={`way ${provider.name}`}
      type="submit"
      formaction={formaction}
      data-provider={provider.name}
      data-name={name}
    >
      <ProviderIcon name={provider.name} />
      {say(name)}
    </button>
  )
}
