import type { Restriction, RestrictionKind } from '../features/moderation/model.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { shortTime, type TimeSetting } from '../ui/time.tsx'

/** `No writing, until 3 Feb 2026, 18:30`; a warning only has a name. */
export function restrictionText({ kind, endsAt }: Restriction, setting: TimeSetting): string {
  const { forms } = catalogue(setting.language).console
  if (kind === 'warn') return forms.restriction.warn
  const end = endsAt === null ? forms.noEnd : `${forms.until} ${shortTime(endsAt, setting)}`
  return `${forms.restriction[kind]}, ${end}`
}

/** `Review of everything for 14 days`. */
export function stepText(
  { kind, days }: { kind: RestrictionKind; days: number | null },
  language: Language,
): string {
  const { forms } = catalogue(language).console
  const name = forms.restriction[kind]
  return days === null ? name : forms.forDays(name, days)
}
