import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { defineCommand } from 'citty'
import { policy } from '../../../seeds/policy.ts'
import { composeProduction } from '../../compose.ts'
import { type Config, ConfigError, configPath, environmentFaults, loadConfig } from '../../config/config.ts'
import { readEnv } from '../../config/env.ts'
import { refuseRootElsewhere } from '../../config/owner.ts'
import { numberOf, PORTS } from '../../config/parts/value.ts'
import { LANGUAGES } from '../../locales/language.ts'
import { callbackUrls } from '../callbacks.ts'
import { isServed } from '../command-caller.ts'
import type { Answers } from '../init/answers.ts'
import { askAll, type Given, readAll } from '../init/questions.ts'
import { openTerminal } from '../init/terminal.ts'
import { refuseExisting, writeConfiguration } from '../init/write.ts'
import { printData } from '../output.ts'

const text = (description: string) => ({ type: 'string', description }) as const

export const init = defineCommand({
  meta: {
    name: 'init',
    description:
      'Ask six questions, write brevier.config.json, make the newspaper with a starting policy, and print what the developer consoles want to be told.',
  },
  args: {
    'public-url': text('address of the comments as browsers see it'),
    title: text('name of the newspaper'),
    site: text('its short name, used in the embed tag (default: made of the name)'),
    origin: text('origins that may embed the discussion, separated by commas'),
    language: text(`its language: ${LANGUAGES.join(', ')}`),
    'time-zone': text('IANA name of its time zone'),
    'x-client-id': text('OAuth 2.0 client id of your X app'),
    'x-client-secret-file': text('file that holds its client secret'),
    'facebook-app-id': text('id of your Facebook app'),
    'facebook-app-secret-file': text('file that holds its secret'),
    data: { ...text('folder for the database and photos'), default: './data' },
    port: text('port to listen on (default: 8787)'),
    policy: {
      type: 'boolean',
      description: 'publish the starting policy; --no-policy does not',
      default: true,
    },
    yes: { type: 'boolean', description: 'ask nothing: flags and defaults alone', default: false },
    force: { type: 'boolean', description: 'replace the configuration that is there', default: false },
  },
  async run({ args }) {
    const cwd = process.cwd()
    const path = configPath(cwd)
    refuseExisting(path, args.force)
    refuseFaults(args.port)
    const dataDir = resolve(dirname(path), args.data)
    refuseRootElsewhere(dataDir)
    refuseDataElsewhere(dataDir, cwd)
    if (await isServed(dataDir))
      throw new Error(`a service is running on ${dataDir}: stop it first. Nothing was changed`)
    const given: Given = {
      publicUrl: args['public-url'],
      title: args.title,
      key: args.site,
      origin: args.origin,
      place: placeOf(args.language, args['time-zone']),
      xClientId: args['x-client-id'],
      xSecret: contentOf(args['x-client-secret-file']),
      facebookAppId: args['facebook-app-id'],
      facebookSecret: contentOf(args['facebook-app-secret-file']),
    }
    const { answers, wantsPolicy } = args.yes
      ? { answers: readAll(given), wantsPolicy: args.policy }
      : await talk(given, args.policy)
    writeConfiguration(answers, { path, data: args.data, port: args.port })
    const config = loadConfig({ cwd })
    const did = await makePaper(config, answers, wantsPolicy)
    printData([`Wrote ${path}`, ...did, '', ...consoles(config), '', ...next(config, answers)].join('\n'))
  },
})

/** Before anything is written. @throws {ConfigError} */
function refuseFaults(port: string | undefined): void {
  const faults = environmentFaults()
  if (port !== undefined) numberOf(() => port, 'port', PORTS, faults)
  if (faults.length > 0) throw new ConfigError(faults)
}

/** @throws when the environment names another data folder: it would win, and the secrets lie in this one */
function refuseDataElsewhere(dataDir: string, cwd: string): void {
  const named = readEnv().values.get('DATA')
  if (named !== undefined && resolve(cwd, named) !== dataDir)
    throw new Error(
      `BREVIER_DATA names ${resolve(cwd, named)}, not ${dataDir}: unset it, or give --data the same folder`,
    )
}

async function talk(
  given: Given,
  offersPolicy: boolean,
): Promise<{ answers: Answers; wantsPolicy: boolean }> {
  const terminal = openTerminal()
  try {
    const answers = await askAll(terminal, given)
    const count = policy.clauses.length
    const wantsPolicy =
      offersPolicy &&
      !/^n/i.test(
        await terminal.ask(`Publish the starting policy (${count} clauses, English and Korean)? [Y/n]: `),
      )
    return { answers, wantsPolicy }
  } finally {
    terminal.close()
  }
}

/** With what is there already nothing happens, so that it can be run again. */
async function makePaper(config: Config, answers: Answers, wantsPolicy: boolean): Promise<string[]> {
  const composition = await composeProduction(config)
  const { sites, policy: policies } = composition.services
  try {
    const { key, title, origins, language, timeZone } = answers
    const known = await sites.byKey(key)
    // The policy that comes along is written in these.
    const names = Object.fromEntries([...new Set([language, 'en', 'ko'])].map((code) => [code, title]))
    const site =
      known ?? (await sites.create({ key, title: names, origins: [...origins], language, timeZone }))
    const hasPolicy = (await policies.list(site.id)).length > 0
    if (wantsPolicy && !hasPolicy) await policies.publish(site.id, policy)
    return [
      known ? `The newspaper "${key}" was there already` : `Made the newspaper "${key}" (${title})`,
      ...(wantsPolicy && !hasPolicy
        ? ['Published the starting policy: read it, and make it yours in the console']
        : []),
    ]
  } finally {
    await composition.close()
  }
}

function consoles(config: Config): string[] {
  const urls = callbackUrls(config)
  const width = Math.max(...urls.map(({ what }) => what.length))
  return [
    'For the developer consoles, to the character:',
    ...urls.map(({ what, url }) => `  ${what.padEnd(width)}  ${url}`),
  ]
}

function next({ publicUrl, listen, trustedProxies }: Config, { key }: Answers): string[] {
  return [
    'Next:',
    `  1. Let a TLS proxy lead ${publicUrl} to ${listen.host}:${listen.port} and keep the Host header.`,
    ...(trustedProxies > 0
      ? [
          `     brevier.config.json counts ${trustedProxies} proxy of yours before it: "trusted_proxies" is 2 with a CDN in front.`,
        ]
      : []),
    '  2. brevier start        prints a one-time link for the first administrator',
    '  3. brevier doctor --online',
    '  4. Put this under an article:',
    `     <script type="module" src="${publicUrl}/embed.js"></script>`,
    `     <brevier-comments site="${key}" article="your-article-id">`,
    // Shown until the discussion works, and to readers without JavaScript for good.
    `       <a href="${publicUrl}/a?site=${key}&amp;article=your-article-id">Comments</a>`,
    '     </brevier-comments>',
    'Step by step: docs/go-live.md',
  ]
}

/** As one answer; the zone alone is that of an English paper. */
function placeOf(language: string | undefined, zone: string | undefined): string | undefined {
  return language === undefined && zone === undefined ? undefined : `${language ?? 'en'} ${zone ?? ''}`.trim()
}

function contentOf(path: string | undefined): string | undefined {
  if (path === undefined) return undefined
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    throw new Error(`the file ${path} cannot be read`)
  }
}
