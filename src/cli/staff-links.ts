import type { Composition } from '../compose.ts'
import type { StaffRole } from '../features/accounts/model.ts'
import type { Site } from '../features/sites/model.ts'

/** A one-time link into enrolment. For standard output alone: a log is read by more people. */
export async function inviteLink(
  { services, publicUrl }: Composition,
  { id }: Site,
  role: StaffRole,
): Promise<string> {
  return `${publicUrl}/console/enter#${await services.accounts.inviteByOperator(id, role)}`
}

/** A link for each site that has no admin yet: no default password, and no first visitor who wins. */
export async function firstAdminLinks(composition: Composition): Promise<{ site: string; link: string }[]> {
  const { accounts, sites } = composition.services
  const links: { site: string; link: string }[] = []
  for (const site of await sites.list()) {
    const people = await accounts.people({ type: 'system', siteId: site.id })
    if (people.some(({ account }) => account.role === 'admin')) continue
    links.push({ site: site.key, link: await inviteLink(composition, site, 'admin') })
  }
  return links
}
