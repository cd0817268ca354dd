import { defineCommand } from 'citty'
import type { Composition } from '../../compose.ts'
import type { Move } from '../../features/articles/moving.ts'
import type { Site } from '../../features/sites/model.ts'
import { Problem, type ProblemType } from '../../kernel/errors.ts'
import { siteByKey, withInstallation } from '../open.ts'
import { printData } from '../output.ts'

/** Why nothing was moved, for the person at the terminal. */
const REASONS: Partial<Record<ProblemType, string>> = {
  'not-found': 'no article has, or had, the old address',
  'url-taken': 'the new address is, or was, another article’s',
  'invalid-field': 'the new address is on none of the site’s origins',
}

export const move = defineCommand({
  meta: {
    name: 'move',
    description:
      'Give an article another address; its discussion stays and the old address leads to it: brevier article move OLD NEW',
  },
  args: {
    from: { type: 'positional', description: 'address that the article has or had', required: true },
    to: { type: 'positional', description: 'address that it gets', required: true },
    site: { type: 'string', description: 'key of the site, where several share an origin' },
    'dry-run': { type: 'boolean', description: 'say what would happen, and change nothing', default: false },
    json: { type: 'boolean', description: 'answer one JSON line', default: false },
  },
  async run({ args }) {
    const isDry = args['dry-run']
    await withInstallation(async (composition) => {
      const { articles } = composition.services
      const site = args.site ? await siteByKey(composition, args.site) : await siteOf(composition, args.from)
      const made = await (isDry
        ? articles.planMove(site, args.from, args.to)
        : articles.move(site, args.from, args.to)
      ).catch((error: unknown) => {
        throw explained(error)
      })
      printData(args.json ? JSON.stringify(facts(site, made, isDry)) : sentence(made, isDry))
    })
  },
})

/** @throws unless exactly one site knows the address */
async function siteOf({ services }: Composition, from: string): Promise<Site> {
  const found: Site[] = []
  for (const site of await services.sites.list())
    if (await services.articles.byUrl(site, from)) found.push(site)
  const [site] = found
  if (!site) throw explained(new Problem('not-found'))
  if (found.length > 1)
    throw new Error(`several sites know it: --site ${found.map(({ key }) => key).join(' or ')}`)
  return site
}

function explained(error: unknown): unknown {
  const reason = error instanceof Problem ? REASONS[error.type] : undefined
  return reason === undefined ? error : new Error(`Nothing was moved: ${reason}.`)
}

function facts(site: Site, { article, from, to, isThere }: Move, isDry: boolean) {
  const { id, key, commentCount } = article
  return {
    site: site.key,
    id,
    key,
    from,
    to,
    comments: commentCount,
    moved: !isDry && !isThere,
    dryRun: isDry,
  }
}

function sentence({ article, from, to, isThere }: Move, isDry: boolean): string {
  if (isThere) return `Nothing to do: it is at ${to} already.`
  return `${isDry ? 'Would move' : 'Moved'} ${JSON.stringify(article.headline)} (${article.commentCount} comments)\n  from ${from}\n  to   ${to}`
}
