import { Problem } from '../../kernel/errors.ts'
import type { Ports } from '../ports.ts'
import type { DisplayNameFault } from './names.ts'
import { checkDisplayName } from './rules.ts'

const PROBLEMS = {
  invalid: 'name-invalid',
  'impersonates-staff': 'name-taken-by-staff',
  reserved: 'name-reserved',
} as const satisfies Record<DisplayNameFault, string>

/** Whose name it will be. A person of the desk may be called editor, but not like a colleague. */
export interface Naming {
  siteId: string
  /** The account that is renamed; it may keep looking like itself. */
  accountId: string | null
  isStaff: boolean
}

export type ChooseName = (raw: string, of: Naming) => Promise<string>

/** The name as it will be kept. @throws {Problem} `name-invalid`, `name-taken-by-staff`, `name-reserved` */
export function createNaming({ stores }: Pick<Ports, 'stores'>): ChooseName {
  return async (raw, { siteId, accountId, isStaff }) => {
    const [site, staff] = await Promise.all([stores.sites.byId(siteId), stores.accounts.staff(siteId)])
    const others = staff.filter(({ id }) => id !== accountId).map(({ displayName }) => displayName)
    const titles = site ? Object.values(site.title) : []
    // The table of look-alikes is loaded with the first name: the start does not pay for it.
    const { displayNameFault } = await import('./names.ts')
    const fault = displayNameFault(raw, { staffNames: others, reserved: titles })
    const name = checkDisplayName(raw)
    if (name === null) throw new Problem('name-invalid', { field: 'name' })
    if (fault !== null && !(isStaff && fault === 'reserved'))
      throw new Problem(PROBLEMS[fault], { field: 'name' })
    return name
  }
}
