import { type IncomingHttpHeaders, request } from 'node:http'
import ogs from 'open-graph-scraper'

export interface Fetched {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
}

/** One request as a crawler makes it: no redirect is followed, nothing is unpacked. @throws after three seconds */
export function fetchRaw(
  url: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<Fetched> {
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(3_000)
    const asked = request(
      url,
      { method, headers: { connection: 'close', ...headers }, signal },
      (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('error', reject)
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(parts),
          }),
        )
      },
    )
    asked.on('error', reject).end()
  })
}

/**
 * What open-graph-scraper finds in a page's tags. It refuses loopback addresses, so it is handed the text; the first date
 * of the body, which it takes for the page's, and the structured data at its end are left out.
 */
export async function scraped(html: string) {
  const { jsonLD: _data, ogDate: _date, ...tags } = (await ogs({ html })).result
  return tags
}

/** Property or name and content of every tag, in order, as written. */
export function metaOf(html: string): [string, string][] {
  return [...html.matchAll(/<meta (?:property|name)="([^"]+)" content="([^"]*)"/g)].map(
    ([, name = '', content = '']) => [name, unescaped(content)],
  )
}

/** The structured data that a page ends with. */
export function dataOf(html: string): Record<string, unknown> {
  const [, json = 'null'] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html) ?? []
  return JSON.parse(json)
}

export function unescaped(text: string): string {
  const plain: Record<string, string> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' }
  return text.replace(/&(lt|gt|quot|#39|amp);/g, (_, name: string) => plain[name] ?? '')
}
