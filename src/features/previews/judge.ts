import { cutGraphemes } from '../../kernel/text.ts'
import type { Client } from './client-model.ts'
import { CLIENTS } from './clients.ts'
import { byteText, secondText } from './figures.ts'
import { judgeImage } from './judge-image.ts'
import { CLIENT_NAMES, type ClientName, type Fault, type PageFacts, type Verdict } from './model.ts'
import { allValues, type Find, firstValue } from './values.ts'

/** What every reader of links makes of a page. */
export function judgeAll(page: PageFacts): Verdict[] {
  return CLIENT_NAMES.map((name) => judge(page, name))
}

/** One reader's card, and what is wrong with it. Pure: facts and the table of clients alone. */
export function judge(page: PageFacts, name: ClientName): Verdict {
  const client = CLIENTS[name]
  const faults: Fault[] = []
  const find: Find = (code, severity, group, is = '', may = '') =>
    faults.push({ code, severity, is, may, source: client.sources[group] })
  const nothing = { client: name, title: '', description: '', image: null, large: false }

  judgeAnswer(page, client, find)
  if (faults.some(({ severity }) => severity === 'fails')) return { ...nothing, outcome: 'fails', faults }

  judgeTags(page, client, find)
  const title = textFor(page, client, 'title', find)
  const description = textFor(page, client, 'description', find)
  const image = judgeImage(page, client, find)
  const isFailed = faults.some(({ severity }) => severity === 'fails')
  return {
    client: name,
    outcome: isFailed ? 'fails' : faults.length > 0 ? 'flawed' : 'passes',
    title,
    description,
    ...image,
    faults,
  }
}

function judgeAnswer(page: PageFacts, client: Client, find: Find): void {
  const { outcome, status, redirects, ms } = page
  if (outcome !== 'ok') {
    find('unreachable', 'fails', 'tags', outcome === 'status' ? `${status}` : outcome)
    return
  }
  if (!/^(text\/html|application\/xhtml\+xml)$/.test(page.sentType))
    find('not-html', 'fails', 'tags', page.sentType)
  if (redirects > 0)
    find('redirected', redirects > client.maxRedirects ? 'fails' : 'flawed', 'time', `${redirects}`)
  if (ms > client.deadlineMs) find('slow', 'fails', 'time', secondText(ms), secondText(client.deadlineMs))
  const { robots } = client
  if (robots && page.blocked.includes(robots.page)) find('robots-page', 'fails', 'robots', robots.page)
  const rule = allValues(page, ['robots', 'googlebot']).find(({ content }) => forbids(content))
  if (robots?.page === 'Googlebot' && rule) find('noindex', 'fails', 'robots', rule.content.slice(0, 80))
}

/** `max-image-preview:none` is about the picture alone. */
function forbids(rules: string): boolean {
  return rules.split(',').some((rule) => /^(noindex|none)$/i.test(rule.trim()))
}

function judgeTags(page: PageFacts, client: Client, find: Find): void {
  if (page.strays > 0) find('tags-outside', 'flawed', 'tags', `${page.strays}`)
  if (page.broken) find('charset', 'flawed', 'tags', page.charset)
  if (client.onlyProperty && allValues(page, ['og:title', 'og:image']).some(({ by }) => by === 'name'))
    find('tags-by-name', 'flawed', 'tags', 'name="og:…"', 'property="og:…"')
  if (client.needsCardTag && firstValue(page, client, ['twitter:card'])?.content !== 'summary_large_image')
    find('card-tag-missing', 'flawed', 'tags', firstValue(page, client, ['twitter:card'])?.content ?? '')
  const title = firstValue(page, client, client.title)
  const openGraph = firstValue(page, client, ['og:title'])
  if (title?.name === 'json-ld:headline' && openGraph && openGraph.content !== title.content)
    find(
      'json-ld-title',
      'flawed',
      'tags',
      cutGraphemes(title.content, 80),
      cutGraphemes(openGraph.content, 80),
    )
  if (client.usesOembed && page.oembedFault !== null)
    find('oembed-broken', 'flawed', 'oembed', page.oembedFault)
  const other = client.followsCanonical ? elsewhere(page) : null
  if (other !== null) find('canonical-elsewhere', 'flawed', 'tags', other)
}

/** The page that `canonical` or `og:url` names, where it is another than this one. */
function elsewhere(page: PageFacts): string | null {
  const named = allValues(page, ['canonical', 'og:url'])[0]
  if (!named || !URL.canParse(named.content, page.url)) return null
  const url = new URL(named.content, page.url)
  const here = new URL(page.url)
  const isSame =
    url.host === here.host && url.pathname.replace(/\/$/, '') === here.pathname.replace(/\/$/, '')
  return isSame && (url.search === '' || url.search === here.search) ? null : url.href.slice(0, 200)
}

/** As it is shown: cut where this reader cuts. */
function textFor(page: PageFacts, client: Client, kind: 'title' | 'description', find: Find): string {
  const value = firstValue(page, client, client[kind])
  const limit = kind === 'title' ? client.titleLimit : client.descriptionLimit
  if (!value) {
    const late = firstValue(page, { ...client, window: Number.POSITIVE_INFINITY }, client[kind])
    if (late) find('tags-late', 'fails', 'window', byteText(late.end), byteText(client.window))
    else find(`${kind}-missing`, kind === 'title' ? 'fails' : 'flawed', 'tags')
    return ''
  }
  const shown = limit === null ? value.content : cutGraphemes(value.content, limit)
  if (shown !== value.content) find(`${kind}-cut`, 'flawed', 'texts', shown, `${limit}`)
  return shown
}
