import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { Comment } from '../../src/features/comments/model.ts'
import type { Person, World } from './world.ts'

/** Submits under the world's article, or another, and answers what became of it. */
export async function submit(
  world: World,
  as: Person,
  text: string,
  article = world.article,
  parent?: string,
): Promise<Comment> {
  const site = (await world.services.sites.byId(world.site.id)) ?? world.site
  const { comment } = await world.services.comments.submit(
    as.actor,
    { site, article },
    { text, review: true, ...(parent === undefined ? {} : { parent }) },
    null,
  )
  return comment
}

/** @throws when the comment waits for nobody */
export async function caseOf(world: World, desk: Person, { id }: Pick<Comment, 'id'>): Promise<string> {
  const items = await world.services.moderation.queue(desk.actor, {
    order: 'oldest',
    filter: 'all',
    limit: 1_000,
  })
  const found = items.find(({ comment }) => comment.id === id)
  if (!found) throw new Error('the comment has no open case')
  return found.caseFile.id
}

/** The hidden fields of the decision form, as the page has them; `null` when it offers no decision. */
export async function openCase(
  world: World,
  desk: Person,
  caseId: string,
): Promise<Record<string, string> | null> {
  const html = await (await world.request(`/console?case=${caseId}`, { as: desk })).text()
  const form = /<form[^>]* id="decide"[^>]*>.*?<\/form>|<form id="decide"[^>]*>.*?<\/form>/s.exec(html)?.[0]
  if (form === undefined) return null
  const fields = form.matchAll(/<input type="hidden" name="([a-z]+)" value="([^"]*)"/g)
  return Object.fromEntries([...fields].map(([, name = '', value = '']) => [name, value]))
}

/** Presses a button of the case: `approve`, `keep` or `reject:SB-01`. */
export function press(
  world: World,
  desk: Person,
  caseId: string,
  fields: Record<string, string>,
): Promise<Response> {
  return world.form(`/console/cases/${caseId}/decision`, fields, desk)
}

/** Opens the comment's case and decides it. @throws when it was not carried out */
export async function decide(
  world: World,
  desk: Person,
  comment: Pick<Comment, 'id'>,
  decision: string,
  explanation = '',
): Promise<string> {
  const caseId = await caseOf(world, desk, comment)
  const fields = await openCase(world, desk, caseId)
  const response = await press(world, desk, caseId, { ...fields, decision, explanation })
  if (response.status !== 303) throw new Error(`the decision answered ${response.status}`)
  return caseId
}

/** Reads the database file beside the running service, as an operator with a shell could. */
export function withFile<Result>({ dir }: Pick<World, 'dir'>, work: (db: Sqlite.Database) => Result): Result {
  const db = new Sqlite(join(dir, 'brevier.sqlite'))
  try {
    return work(db)
  } finally {
    db.close()
  }
}

const WRITTEN = [
  'comments',
  'decisions',
  'decision_texts',
  'cases',
  'outbox',
  'reports',
  'articles',
  'accounts',
]

/** Every row that a decision may write. */
export function written(world: World): Record<string, unknown[]> {
  return withFile(world, (db) =>
    Object.fromEntries(WRITTEN.map((table) => [table, db.prepare(`SELECT * FROM ${table}`).all()])),
  )
}

/** Text of a page as a person reads it. */
export function plainText(html: string): string {
  return html
    .replace(/<[^>]+>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
}
