import { defineCommand } from 'citty'
import type { Site } from '../../features/sites/model.ts'
import { isTimeZone } from '../../kernel/time-zone.ts'
import { catalogue } from '../../locales/index.ts'
import { isLanguage, LANGUAGES, type Language, wordsIn } from '../../locales/language.ts'
import { siteByKey, withInstallation } from '../open.ts'
import { printData } from '../output.ts'
import { logo } from './logo.ts'
import { outsideCheck } from './outside-check.ts'
import { signOn, signOnKey } from './sign-on.ts'
import { pingKey, siteKey } from './site-key.ts'

const TIME_ZONE = {
  type: 'string',
  description: 'IANA name of the zone in which times are printed (default: Asia/Seoul for ko, else UTC)',
} as const

const OFFERED = {
  type: 'string',
  description: 'languages that readers are offered, separated by commas; the policy is written in each',
} as const
/** `--title-ko` and its like. */
const NAMES = Object.fromEntries(
  LANGUAGES.map((code) => [
    `title-${code}`,
    { type: 'string', description: `name in ${catalogue(code).name} (default: --title)` },
  ]),
) as Record<`title-${Language}`, { type: 'string'; description: string }>

const add = defineCommand({
  meta: {
    name: 'add',
    description:
      'Register a newspaper: brevier site add ledger --title "The Morning Ledger" --origin https://www.paper.example',
  },
  args: {
    key: { type: 'positional', description: 'short name, used in the embed tag', required: true },
    title: { type: 'string', description: 'name of the newspaper', required: true },
    ...NAMES,
    origin: {
      type: 'string',
      description: 'origins that may embed the discussion, separated by commas',
      required: true,
    },
    language: { type: 'string', description: `its own: ${LANGUAGES.join(', ')}`, default: 'en' },
    // The policy that comes along is written in these.
    languages: { ...OFFERED, default: 'en,ko' },
    'time-zone': TIME_ZONE,
  },
  async run({ args }) {
    const names = languageList(args.languages).map((code) => [code, args[`title-${code}`] ?? args.title])
    await withInstallation(async ({ services }) => {
      const site = await services.sites.create({
        key: args.key,
        title: Object.fromEntries(names),
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
    'image-origin': {
      type: 'string',
      description: 'further origins that photos may be fetched from, separated by commas',
    },
    fediverse: {
      type: 'string',
      description: 'account that links are credited to: @paper@social.example; "off" for none',
    },
    languages: OFFERED,
    'time-zone': TIME_ZONE,
  },
  async run({ args }) {
    const languages = args.languages === undefined ? null : languageList(args.languages)
    await withInstallation(async (composition) => {
      const { key, title } = await siteByKey(composition, args.key)
      const origins = args.origin?.split(',').map((origin) => origin.trim())
      const imageOrigins = args['image-origin']?.split(',').map((origin) => origin.trim())
      const site = await composition.services.sites.update(key, {
        ...(origins ? { origins } : {}),
        ...(imageOrigins ? { imageOrigins: imageOrigins.filter(Boolean) } : {}),
        ...(args.fediverse ? { fediverseCreator: args.fediverse === 'off' ? null : args.fediverse } : {}),
        ...(languages
          ? { title: Object.fromEntries(languages.map((code) => [code, wordsIn(title, code)])) }
          : {}),
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
    key: siteKey,
    'ping-key': pingKey,
    'sign-on': signOn,
    'sign-on-key': signOnKey,
    'outside-check': outsideCheck,
    logo,
  },
})

/** @throws on anything but an IANA name */
function zoneOf(text: string | undefined): { timeZone?: string } {
  if (text === undefined) return {}
  if (!isTimeZone(text)) throw new Error(`"${text}" is no IANA time zone, such as Europe/London`)
  return { timeZone: text }
}

/** @throws on a language that the product does not speak */
function languageList(text: string): readonly Language[] {
  const codes = text.split(',').map((code) => code.trim())
  const unknown = codes.find((code) => !isLanguage(code))
  if (unknown !== undefined) throw new Error(`"${unknown}" is none of ${LANGUAGES.join(', ')}`)
  return codes.filter(isLanguage)
}

function facts({ key, origins, timeZone }: Site) {
  return { key, origins, timeZone }
}
