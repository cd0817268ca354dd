import { defineCommand } from 'citty'
import type { Composition } from '../../compose.ts'
import { siteByKey, withInstallation } from '../open.ts'
import { printData, printError } from '../output.ts'
import { keyCommands, siteArg } from './key-commands.ts'

/** The paper's own sign-on: where readers are sent. Makes the first key as well. */
export const signOn = defineCommand({
  meta: {
    name: 'sign-on',
    description:
      'Let the paper sign its readers in: brevier site sign-on ledger --url https://www.paper.example/comments-login',
  },
  args: {
    site: siteArg,
    url: { type: 'string', description: 'page of the paper that posts the token' },
    off: { type: 'boolean', description: 'take the button away', default: false },
  },
  async run({ args }) {
    const { url, off } = args
    if ((url === undefined) !== off) throw new Error('give either --url or --off')
    await withInstallation(async (composition) => {
      const { sites, accounts } = composition.services
      const { id, key } = await siteByKey(composition, args.site)
      await sites.update(key, { signOn: url === undefined ? null : { url } })
      const live = (await accounts.signOnKeys(id)).filter(({ endedAt }) => endedAt === null)
      printData(JSON.stringify({ site: key, signOn: url ?? null }))
      if (url !== undefined && live.length === 0) await addKey(composition, args.site)
    })
  },
})

const add = defineCommand({
  meta: { name: 'add', description: 'Make a key and print it, the only time. Two may live at once.' },
  args: { site: siteArg },
  run: ({ args }) => withInstallation((composition) => addKey(composition, args.site)),
})

const { end, list } = keyCommands({
  ends: 'Refuse every token of a key from now on.',
  of: ({ accounts }, siteId) => accounts.signOnKeys(siteId),
  end: ({ accounts }, siteId, keyId) => accounts.endSignOnKey(siteId, keyId),
})

export const signOnKey = defineCommand({
  meta: { name: 'sign-on-key', description: 'Keys of the paper’s own sign-on.' },
  subCommands: { add, end, list },
})

/** What the paper's developer needs, beside `docs/sign-on.md`. */
async function addKey(composition: Composition, siteKey: string): Promise<void> {
  const { id, key: issuer } = await siteByKey(composition, siteKey)
  const { id: keyId, key } = await composition.services.accounts.addSignOnKey(id)
  printData(JSON.stringify({ keyId, key, algorithm: 'HS256', issuer }))
  printError('Keep the key where the paper keeps its secrets: it is not shown again.')
}
