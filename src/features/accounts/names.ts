import { type Likeness, likeness, likenessOfStaff, plainForms } from './name-keys.ts'
import { hasRole, isTitle, titleKeys } from './name-roles.ts'
import { checkDisplayName } from './rules.ts'

export type DisplayNameFault = 'impersonates-staff' | 'reserved' | 'invalid'

/** What a site keeps for itself. */
export interface KeptNames {
  /** Display names of the site's staff, without the person whose name is being checked. */
  staffNames: readonly string[]
  /** The paper's titles, in every language. */
  reserved: readonly string[]
}

/** The service's own name is nobody's, nor is that of who decides about comments at every paper. */
const ALWAYS_RESERVED = ['Brevier', 'Standards Board', '운영 기준 위원회', 'Moderation']

/**
 * Whether a reader may be called so; `null` when nothing speaks against it. `invalid` is what `checkDisplayName`
 * refuses; the other two compare by what a name looks like (UTS #39), not by its code points. Never throws.
 */
export function displayNameFault(name: string, { staffNames, reserved }: KeptNames): DisplayNameFault | null {
  const checked = checkDisplayName(name)
  if (checked === null) return 'invalid'
  const own = [checked, ...withoutTitles(checked, reserved)].map(likeness)
  const isStaff = (staff: string) =>
    checkDisplayName(staff) === checked || own.some((one) => areAlike(one, likenessOfStaff(staff)))
  if (staffNames.some(isStaff)) return 'impersonates-staff'
  const titles = titleKeys([...ALWAYS_RESERVED, ...reserved])
  return plainForms(checked).some((form) => isTitle(form, titles) || hasRole(form, titles))
    ? 'reserved'
    : null
}

/** A colleague's name beside the paper's says who speaks, and for whom. */
function withoutTitles(name: string, titles: readonly string[]): string[] {
  const lower = name.toLowerCase()
  return titles
    .map((title) => title.toLowerCase().replace(/^the\s+/, ''))
    .filter((title) => title !== '' && lower.includes(title))
    .map((title) => lower.replaceAll(title, ' ').replace(/\bthe\b/g, ' '))
}

function areAlike(one: Likeness, other: Likeness): boolean {
  return (
    one.readings.some((key) => other.readings.includes(key)) ||
    one.glances.some((key) => other.glances.includes(key))
  )
}
