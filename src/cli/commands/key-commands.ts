import { defineCommand } from 'citty'
import type { Services } from '../../features/services.ts'
import { siteByKey, withInstallation } from '../open.ts'
import { printData } from '../output.ts'

export const siteArg = { type: 'positional', description: 'key of the site', required: true } as const
const keyArg = { type: 'positional', description: 'id of the key', required: true } as const

interface Keys {
  /** What `end` does, as its help says it. */
  ends: string
  of(services: Services, siteId: string): Promise<readonly Key[]>
  end(services: Services, siteId: string, keyId: string): Promise<void>
}

interface Key {
  id: string
  createdAt: number
  endedAt: number | null
}

/** `list` and `end` of any keys that a site has. */
export function keyCommands({ ends, of, end }: Keys) {
  return {
    end: defineCommand({
      meta: { name: 'end', description: ends },
      args: { site: siteArg, key: keyArg },
      async run({ args }) {
        await withInstallation(async (composition) => {
          const { id } = await siteByKey(composition, args.site)
          await end(composition.services, id, args.key)
          printData(JSON.stringify({ keyId: args.key, ended: true }))
        })
      },
    }),
    list: defineCommand({
      meta: {
        name: 'list',
        description: 'The keys of a site, one JSON line each; never what they are made of.',
      },
      args: { site: siteArg },
      async run({ args }) {
        await withInstallation(async (composition) => {
          const { id } = await siteByKey(composition, args.site)
          for (const { id: keyId, createdAt, endedAt } of await of(composition.services, id))
            printData(JSON.stringify({ keyId, created: iso(createdAt), ended: endedAt && iso(endedAt) }))
        })
      },
    }),
  }
}

function iso(time: number): string {
  return new Date(time).toISOString()
}
