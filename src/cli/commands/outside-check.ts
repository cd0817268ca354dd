import { defineCommand } from 'citty'
import { siteByKey, withInstallation } from '../open.ts'
import { printData, printError } from '../output.ts'

/** The paper's own check of a comment before publication. Prints what its web team verifies signatures with. */
export const outsideCheck = defineCommand({
  meta: {
    name: 'outside-check',
    description:
      'Ask a service of the paper before publishing: brevier site outside-check ledger --url https://checks.paper.example/comments',
  },
  args: {
    site: { type: 'positional', description: 'key of the site', required: true },
    url: { type: 'string', description: 'https address that is asked' },
    off: { type: 'boolean', description: 'ask nobody', default: false },
  },
  async run({ args }) {
    const { url, off } = args
    if ((url === undefined) !== off) throw new Error('give either --url or --off')
    await withInstallation(async (composition) => {
      const { sites, outsideCheck: check } = composition.services
      const { id, key } = await siteByKey(composition, args.site)
      await sites.update(key, { outsideCheck: url === undefined ? null : { url } })
      if (url === undefined) return printData(JSON.stringify({ site: key, outsideCheck: null }))
      printData(JSON.stringify({ site: key, outsideCheck: url, signingKey: await check.signingKey(id) }))
      printError('Keep the key where the paper keeps its secrets. How to verify: docs/outside-check.md')
    })
  },
})
