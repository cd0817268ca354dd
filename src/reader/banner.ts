import type { Parts } from '../http/env.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'

/** What the sandbox says on top of every page of its own; nothing in production. */
export function banner({ settings }: Pick<Parts, 'settings'>, language: Language): string | undefined {
  return settings.sandbox ? catalogue(language).common.sandboxBanner : undefined
}
