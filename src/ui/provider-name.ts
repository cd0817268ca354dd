import type { OfferedProvider } from '../features/accounts/model.ts'
import { listFormat } from '../kernel/formats.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'

type Named = Pick<OfferedProvider, 'name' | 'label'>

/** In the middle of a sentence: the label that the paper or the operator gave it, else the catalogue's name. */
export function providerName({ name, label }: Named, language: Language): string {
  return label?.[language] ?? catalogue(language).common.providers[name]
}

/** On a button. */
export function shortProviderName({ name, label }: Named, language: Language): string {
  return label?.[language] ?? catalogue(language).common.providersShort[name]
}

/** `X, Facebook or Kakao`. */
export function providerList(providers: readonly Named[], language: Language): string {
  return listFormat(catalogue(language).locale, { type: 'disjunction' }).format(
    providers.map((provider) => providerName(provider, language)),
  )
}

/** Those whose button works. */
export function available(providers: readonly OfferedProvider[]): OfferedProvider[] {
  return providers.filter(({ unavailable }) => unavailable === null)
}
