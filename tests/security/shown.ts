import { encodeCursor } from '../../src/kernel/cursor.ts'
import type { Filled } from './filled.ts'

const LISTS = [
  '/',
  '/me',
  '/me/account',
  '/policy?site=ledger',
  '/privacy?site=ledger',
  '/transparency?site=ledger',
  '/transparency/2026-H1?site=ledger',
  '/me/erase',
  '/legal/notice?site=ledger',
  '/console/bulk',
  '/console?order=oldest',
  '/console/appeals',
  '/console/appeals?show=decided',
  '/console/articles',
  '/console/log',
  '/console/notices',
  '/console/people',
  '/console/policy',
  '/console/policy/publish',
  '/console/policy/edit?part=head',
  '/console/policy/edit?part=clause&id=SB-01',
  '/console/policy/edit?part=notice',
  '/console/settings/site',
  '/console/statistics',
  '/console/words',
  '/console/writers',
]

/** Every page that shows what people and programs have left, and some of each kind of thing. */
export async function shown(world: Filled): Promise<string[]> {
  const { article, writer, services, senior, stores, site } = world
  const reader = world.people['a reader'] ?? writer
  const notices = await services.moderation.notices(senior.actor, 'open')
  const decisions = await stores.moderation.newestDecisions(site.id, 5)
  const pushed = await services.articles.list(site.id, 40)
  const { items, next } = await services.comments.page(article, { sort: 'newest', after: null })
  const own = await stores.moderation.appealsOf(site.id, reader.account.id)
  const one = `/a/${article.id}/c/${items[0]?.comment.id}`
  const frame = `/frame?site=${site.key}&article=${article.key}`
  const more = next ? `&cursor=${encodeCursor(next)}` : ''
  const queue = await services.moderation.queue(senior.actor, { order: 'oldest', filter: 'all', limit: 5 })
  const notice = notices.rows.slice(0, 5).map(({ notice: { id } }) => `/console/notices/${id}`)
  const cases = decisions.flatMap(({ commentId }) => (commentId ? [`/console/comments/${commentId}`] : []))
  return [
    ...LISTS,
    ...['', '&sort=oldest', `&sort=newest${more}`, '&theme=dark&lang=ko'].map((rest) => frame + rest),
    ...['', '/share', '/report'].map((rest) => one + rest),
    `/a/${article.id}/share`,
    `/a/${article.id}?cursor=${more.slice(8)}`,
    ...own
      .slice(0, 3)
      .flatMap(({ id, decisionId }) => [`/console/appeals/${id}`, `/me/appeals/${decisionId}`]),
    ...queue.map(({ caseFile: { id } }) => `/console?case=${id}`),
    `/console/previews?url=${encodeURIComponent(`${world.publicUrl}/a/${pushed[0]?.id}`)}`,
    ...['newest', 'oldest'].map((sort) => `/a/${article.id}?sort=${sort}`),
    ...pushed.flatMap(({ id }) => [`/a/${id}`]),
    ...pushed.slice(0, 3).map(({ id }) => `/console/articles/${id}`),
    `/console/articles/${article.id}/comments`,
    `/console/articles/${article.id}/comments?state=rejected`,
    `/console/writers/${reader.account.id}`,
    ...notice,
    ...cases,
    ...decisions.map(({ seq }) => `/console/log/${seq}`),
  ]
}
