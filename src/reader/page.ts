import type { Language } from '../locales/language.ts'
import type { PageAssets } from '../ui/shell.tsx'

/** What every page of the reader's side is given. */
export interface PageProps {
  language: Language
  assets: PageAssets
  banner?: string | undefined
}

/** Pages that belong to one person or one moment. */
export const NO_INDEX = 'noindex'
