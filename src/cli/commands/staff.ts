import { defineCommand } from 'citty'
import { STAFF_ROLES, type StaffRole } from '../../features/accounts/model.ts'
import { siteByKey, withInstallation } from '../open.ts'
import { printData, printError } from '../output.ts'
import { inviteLink } from '../staff-links.ts'

const invite = defineCommand({
  meta: {
    name: 'invite',
    description:
      'Print a one-time link, good for 30 minutes, by which somebody joins the desk: brevier staff invite ledger --role admin',
  },
  args: {
    site: { type: 'positional', description: 'key of the site', required: true },
    role: { type: 'string', description: `${STAFF_ROLES.join(', ')}`, default: 'admin' },
  },
  async run({ args }) {
    const { role } = args
    if (!isStaffRole(role)) throw new Error(`--role must be one of ${STAFF_ROLES.join(', ')}`)
    await withInstallation(async (composition) => {
      const site = await siteByKey(composition, args.site)
      printData(await inviteLink(composition, site, role))
      printError('Works once, for 30 minutes. Whoever opens it first can join: hand it over in private.')
    })
  },
})

const list = defineCommand({
  meta: { name: 'list', description: 'The people of a desk, one JSON line each: brevier staff list ledger' },
  args: { site: { type: 'positional', description: 'key of the site', required: true } },
  async run({ args }) {
    await withInstallation(async (composition) => {
      const { id: siteId } = await siteByKey(composition, args.site)
      const people = await composition.services.accounts.people({ type: 'system', siteId })
      for (const { account, enrolledAt, lastSeenAt } of people) {
        const { id, displayName: name, role } = account
        printData(
          JSON.stringify({ id, name, role, enrolledAt: date(enrolledAt), lastSeenAt: date(lastSeenAt) }),
        )
      }
    })
  },
})

export const staff = defineCommand({
  meta: { name: 'staff', description: 'The people who may enter the console.' },
  subCommands: { invite, list },
})

function isStaffRole(text: string): text is StaffRole {
  return STAFF_ROLES.some((role) => role === text)
}

function date(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}
