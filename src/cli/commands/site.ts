import { defineCommand } from 'citty'
import type { Site } from '../../features/sites/model.ts'
import { isTimeZone } from '../../kernel/time-zone.ts'
import { isLanguage } from '../../locales/language.ts'
import { siteByKey, withInstallation } from '../open.ts'
import { printData } from '../output.ts'
import { outsideCheck } from './outside-check.ts'
import { signOn, signOnKey } from './sign-on.ts'

const TIME_ZONE = {
  type: 'string',
  description: 'IANA name of the zone in which times are printed (default: Asia/Seoul for ko, else UTC)',
} as const

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
    'time-zone': TIME_ZONE,
  },
  async run({ args }) {
    await withInstallation(async ({ services }) => {
      const site = await services.sites.create({
        key: args.key,
        title: { en: args.title, ko: args['title-ko'] ?? args.title },
        origins: args.origin.split(',').map((origin) => origin.trim()),
        language: isLanguage(args.language) ? args.language : 'en',
        ...zoneOf(args['time-zone']),
      })
      printData(JSON.stringify({ id: site.id, ...facts(site) }))
    })
  },
})

const update = defineCommand({
  meta: {
    name: 'update',
    description:
      'Change a newspaper; what is not named stays: brevier site update ledger --time-zone Asia/Seoul',
  },
  args: {
    key: { type: 'positional', description: 'short name of the newspaper', required: true },
    origin: { type: 'string', description: 'origins that may embed the discussion, separated by commas' },
    'time-zone': TIME_ZONE,
  },
  async run({ args }) {
    await withInstallation(async (composition) => {
      const { key } = await siteByKey(composition, args.key)
      const origins = args.origin?.split(',').map((origin) => origin.trim())
      const site = await composition.services.sites.update(key, {
        ...(origins ? { origins } : {}),
        ...zoneOf(args['time-zone']),
      })
      printData(JSON.stringify(facts(site)))
    })
  },
})

const list = defineCommand({
  meta: { name: 'list', description: 'All newspapers, one JSON line each.' },
  async run() {
    await withInstallation(async ({ services }) => {
      for (const site of await services.sites.list())
        printData(JSON.stringify({ title: site.title, ...facts(site) }))
    })
  },
})

export const site = defineCommand({
  meta: { name: 'site', description: 'Newspapers of this installation.' },
  subCommands: {
    add,
    update,
    list,
    'sign-on': signOn,
    'sign-on-key': signOnKey,
    'outside-check': outsideCheck,
  },
})

/** @throws on anything but an IANA name */
function zoneOf(text: string | undefined): { timeZone?: string } {
  if (text === undefined) return {}
  if (!isTimeZone(text)) throw new Error(`"${text}" is no IANA time zone, such as Europe/London`)
  return { timeZone: text }
}

function facts({ key, origins, timeZone }: Site) {
  return { key, origins, timeZone }
}
