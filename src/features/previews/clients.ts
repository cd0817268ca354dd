import type { Client } from './client-model.ts'
import { CHANGES, type Change, OPEN_GRAPH } from './client-table.ts'
import { CLIENT_NAMES, type ClientName } from './model.ts'

/** Every reader of links that is judged, as data. */
export const CLIENTS = Object.fromEntries(
  CLIENT_NAMES.map((name) => [name, clientOf(CHANGES[name])]),
) as Readonly<Record<ClientName, Client>>

/** Every name that is looked up in a `robots.txt`. */
export const ROBOTS = [
  ...new Set(Object.values(CLIENTS).flatMap(({ robots }) => (robots ? [robots.page, robots.image] : []))),
]

/** Where this page can be renewed, or `null` where the platform has no such place. */
export function refreshLink(name: ClientName, url: string): string | null {
  const { refresh } = CLIENTS[name]
  if (refresh === null) return null
  return refresh.withUrl ? refresh.link + encodeURIComponent(url) : refresh.link
}

function clientOf({ picture, sources, ...change }: Change): Client {
  return {
    ...OPEN_GRAPH,
    ...change,
    picture: { ...OPEN_GRAPH.picture, ...picture },
    sources: { ...OPEN_GRAPH.sources, ...sources },
  }
}
