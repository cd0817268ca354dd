import { defineCommand } from 'citty'
import type { Composition } from '../../compose.ts'
import { PATHS } from '../../config/paths.ts'
import { isOnSite } from '../../features/articles/rules.ts'
import { refreshLink } from '../../features/previews/clients.ts'
import { byteText, secondText } from '../../features/previews/figures.ts'
import { tasksOf } from '../../features/previews/grouping.ts'
import type { Preview } from '../../features/previews/model.ts'
import { clientList, faultSentence } from '../../features/previews/sentences.ts'
import type { Site } from '../../features/sites/model.ts'
import { systemClock } from '../../kernel/clock.ts'
import { parseHttpUrl } from '../../kernel/url.ts'
import { catalogue } from '../../locales/index.ts'
import { createServer } from '../../server.tsx'
import { withReading } from '../open.ts'
import { printData } from '../output.ts'

const LANGUAGE = 'en'

/** Exit 1 where the card of any reader of links is broken, for a paper's own tests. */
export const preview = defineCommand({
  meta: {
    name: 'preview',
    description:
      'How a page looks where its link is shared: brevier preview https://www.paper.example/story; exit 1 where a card is broken',
  },
  args: {
    url: { type: 'positional', description: 'page of a site, or of its discussion', required: true },
    json: { type: 'boolean', description: 'everything that was read and judged, as JSON', default: false },
  },
  async run({ args }) {
    await withReading(async (composition) => {
      const site = await siteOf(composition, args.url)
      const app = createServer({
        services: composition.services,
        settings: { publicUrl: composition.publicUrl, sandbox: false },
        assetsDir: PATHS.assets,
        log: composition.log,
        now: systemClock.now,
      })
      const actor = { type: 'system', siteId: site.id } as const
      const found = await composition.services.previews.look(actor, args.url, app.fetch)
      printData(args.json ? JSON.stringify(found) : report(found))
      const broken = found.verdicts.filter(({ outcome }) => outcome === 'fails').map(({ client }) => client)
      if (broken.length > 0) throw new Error(`broken: ${broken.join(', ')}`)
    })
  },
})

/** @throws when the page belongs to no site */
async function siteOf({ services, publicUrl }: Composition, address: string): Promise<Site> {
  const url = parseHttpUrl(address)
  const sites = await services.sites.list()
  const site = url && sites.find((one) => url.origin === publicUrl || isOnSite(one, url))
  if (!site) throw new Error(`no site has this page: ${address}`)
  return site
}

function report({ page, verdicts }: Preview): string {
  const text = catalogue(LANGUAGE).console.previews
  const lines = verdicts.map(({ client, outcome, title }) =>
    safe(`${text.clients[client].padEnd(10)} ${text.verdict[outcome].padEnd(16)} ${title}`),
  )
  const tasks = tasksOf(verdicts).flatMap(({ code, findings }) => [
    `- ${text.advice[code]}`,
    ...findings.map(({ fault, clients }) =>
      safe(`    ${faultSentence(fault, LANGUAGE)} (${clientList(clients, verdicts.length, LANGUAGE)})`),
    ),
  ])
  const renewals = verdicts.flatMap(({ client }) => {
    const link = refreshLink(client, page.url)
    return link === null ? [] : [`${text.clients[client].padEnd(10)} ${link}`]
  })
  const figures = `${page.status} · ${secondText(page.ms)} · ${byteText(page.bytes)}`
  const todo = tasks.length === 0 ? [text.nothingToDo] : tasks
  return [
    `${page.url} (${figures})`,
    '',
    ...lines,
    '',
    text.todo,
    ...todo,
    '',
    text.columns.refresh,
    ...renewals,
  ].join('\n')
}

/** A page's words may hold what moves a terminal's cursor or turns a line round. */
function safe(line: string): string {
  return line.replace(/[\p{Cc}\u200E\u200F\u061C\u202A-\u202E\u2066-\u2069]/gu, '')
}
