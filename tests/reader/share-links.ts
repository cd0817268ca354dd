import { aComment, anAccount, aSubmission } from '../support/fixtures.ts'
import type { World } from '../support/world.ts'

/** A published comment of that text under that name, whatever they are. Answers its id. */
export async function putComment(
  world: World,
  body: string,
  displayName = 'Maya Okafor',
  article = world.article,
): Promise<string> {
  const account = anAccount(world.site.id, { displayName })
  await world.stores.accounts.insert(account, null)
  const comment = aComment({ article, account }, { body, createdAt: world.clock.now() })
  await world.stores.comments.submit(aSubmission(comment, 0))
  return comment.id
}

/** The links of a share sheet, by what they say. */
export function waysOut(page: string): Record<string, URL> {
  const links = page.matchAll(/<a class="way-out" href="([^"]*)"[^>]*>([^<]*)<\/a>/g)
  return Object.fromEntries(
    Array.from(links, ([, href = '', label = '']) => [label, new URL(href.replaceAll('&amp;', '&'))]),
  )
}

/** What a link gives along, as the other site reads it. */
export function given(ways: Record<string, URL>, label: string, name: string): string {
  return ways[label]?.searchParams.get(name) ?? ''
}
