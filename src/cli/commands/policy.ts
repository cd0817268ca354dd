import { defineCommand } from 'citty'
import { policyInput } from '../../features/policy/model.ts'
import { jsonNamed } from '../named-file.ts'
import { siteByKey, withInstallation } from '../open.ts'
import { printData } from '../output.ts'

const publish = defineCommand({
  meta: {
    name: 'publish',
    description: 'Publish the next version of the policy: brevier policy publish ledger policy.json',
  },
  args: {
    site: { type: 'positional', description: 'key of the site', required: true },
    file: {
      type: 'positional',
      description: 'JSON file with title, introduction, clauses and process',
      required: true,
    },
  },
  async run({ args }) {
    const input = await jsonNamed(policyInput([]), args.file)
    await withInstallation(async (composition) => {
      const site = await siteByKey(composition, args.site)
      const { version, clauses } = await composition.services.policy.publish(site.id, input)
      printData(JSON.stringify({ site: site.key, version, clauses: clauses.length }))
    })
  },
})

export const policy = defineCommand({
  meta: { name: 'policy', description: 'The Standards Board Policy of a site.' },
  subCommands: { publish },
})
