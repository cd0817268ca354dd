import { defineCommand } from 'citty'
import { siteByKey, withInstallation } from '../open.ts'
import { printData, printError } from '../output.ts'
import { keyCommands, siteArg } from './key-commands.ts'

const add = defineCommand({
  meta: { name: 'add', description: 'Make a key and print it, the only time. Two may live at once.' },
  args: { site: siteArg },
  async run({ args }) {
    await withInstallation(async (composition) => {
      const { id: siteId } = await siteByKey(composition, args.site)
      const { id, key } = await composition.services.sites.addKey(siteId)
      printData(JSON.stringify({ site: args.site, keyId: id, key }))
      printError(
        'Keep the key where the paper keeps its secrets: it is not shown again. How to use it: docs/articles.md',
      )
    })
  },
})

const { end, list } = keyCommands({
  ends: 'Refuse a key from now on.',
  of: ({ sites }, siteId) => sites.keys(siteId),
  end: ({ sites }, siteId, keyId) => sites.endKey(siteId, keyId),
})

/** With which the paper's own system tells of its articles. */
export const siteKey = defineCommand({
  meta: { name: 'key', description: 'Keys of the paper’s own system, to push articles with.' },
  subCommands: { add, end, list },
})

export const pingKey = defineCommand({
  meta: {
    name: 'ping-key',
    description: 'Print what the paper signs its pings with: brevier site ping-key ledger',
  },
  args: { site: siteArg },
  async run({ args }) {
    await withInstallation(async (composition) => {
      const { id, key } = await siteByKey(composition, args.site)
      printData(JSON.stringify({ site: key, pingKey: await composition.services.sites.pingKey(id) }))
      printError('Keep the key where the paper keeps its secrets. How to sign: docs/articles.md')
    })
  },
})
