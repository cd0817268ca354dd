import { defineCommand } from 'citty'
import { isLanguage } from '../../locales/language.ts'
import { withInstallation } from '../open.ts'
import { printData } from '../output.ts'
import { signOn, signOnKey } from './sign-on.ts'

const add = defineCommand({
  meta: {
    name: 'add',
    description:
      'Register a newspaper: brevier site add ledger --title "The Morning Ledger" --origin https://www.paper.example',
  },
  args: {
    key: { type: 'positional', description: 'short name, used in the embed tag', required: true },
    title: { type: 'string', description: 'name in English', required: true },
    'title-ko': { type: 'string', description: 'name in Korean (default: the English one)' },
    origin: {
      type: 'string',
      description: 'origins that may embed the discussion, separated by commas',
      required: true,
    },
    language: { type: 'string', description: 'en or ko', default: 'en' },
  },
  async run({ args }) {
    await withInstallation(async ({ services }) => {
      const site = await services.sites.create({
        key: args.key,
        title: { en: args.title, ko: args['title-ko'] ?? args.title },
        origins: args.origin.split(',').map((origin) => origin.trim()),
        language: isLanguage(args.language) ? args.language : 'en',
      })
      printData(JSON.stringify({ id: site.id, key: site.key, origins: site.origins }))
    })
  },
})

const list = defineCommand({
  meta: { name: 'list', description: 'All newspapers, one JSON line each.' },
  async run() {
    await withInstallation(async ({ services }) => {
      for (const site of await services.sites.list())
        printData(JSON.stringify({ key: site.key, title: site.title, origins: site.origins }))
    })
  },
})

export const site = defineCommand({
  meta: { name: 'site', description: 'Newspapers of this installation.' },
  subCommands: { add, list, 'sign-on': signOn, 'sign-on-key': signOnKey },
})
