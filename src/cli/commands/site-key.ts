import { defineCommand } from 'citty'
import { siteByKey, withInstallation } from '../open.ts'
import { printData, printError } from '../output.ts'

const siteArg = { type: 'positional', description: 'key of the site', required: true } as const

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

const end = defineCommand({
  meta: { name: 'end', description: 'Refuse a key from now on.' },
  args: { site: siteArg, key: { type: 'positional', description: 'id of the key', required: true } },
  async run({ args }) {
    await withInstallation(async (composition) => {
      const { id } = await siteByKey(composition, args.site)
      await composition.services.sites.endKey(id, args.key)
      printData(JSON.stringify({ keyId: args.key, ended: true }))
    })
  },
})

const list = defineCommand({
  meta: { name: 'list', description: 'The keys of a site, one JSON line each; never what they are made of.' },
  args: { site: siteArg },
  async run({ args }) {
    await withInstallation(async (composition) => {
      const { id } = await siteByKey(composition, args.site)
      for (const { id: keyId, createdAt, endedAt } of await composition.services.sites.keys(id))
        printData(JSON.stringify({ keyId, created: iso(createdAt), ended: endedAt && iso(endedAt) }))
    })
  },
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

function iso(time: number): string {
  return new Date(time).toISOString()
}
