import { defineCommand } from 'citty'
import { siteByKey, withInstallation } from '../open.ts'
import { printData } from '../output.ts'

const verify = defineCommand({
  meta: {
    name: 'verify',
    description: 'Walk the chain of decisions of a site and print its head; exit 1 where it is broken.',
  },
  args: { site: { type: 'positional', description: 'key of the site', required: true } },
  async run({ args }) {
    await withInstallation(async (composition) => {
      const site = await siteByKey(composition, args.site)
      const check = await composition.services.moderation.verifyLog(site.id)
      printData(JSON.stringify({ site: site.key, ...check }))
      if (check.brokenAt !== null) throw new Error(`the log is broken at decision ${check.brokenAt}`)
    })
  },
})

export const log = defineCommand({
  meta: { name: 'log', description: 'The append-only log of decisions.' },
  subCommands: { verify },
})
