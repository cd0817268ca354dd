import { pending } from '../../seeds/discussion.ts'
import type { Services } from '../features/services.ts'
import type { Site } from '../features/sites/model.ts'
import { MINUTE } from '../kernel/clock.ts'
import { readerActor } from './actors.ts'
import type { Seeded } from './seed.ts'
import type { ShiftedClock } from './shifted-clock.ts'

const PEOPLE = 25
const REMARKS = [
  'On the second day',
  'As in last year',
  'From where I live',
  '제 생각에는',
  '지난 회의처럼',
  'For the record',
  '이웃으로서',
]

/** More waiting comments, for trying the console under load: the seeds' texts with a remark and a number. */
export async function fillQueue(options: {
  services: Services
  clock: ShiftedClock
  site: Site
  articles: Seeded['articles']
  count: number
  now: number
}): Promise<void> {
  const { services, clock, site, articles, count, now } = options
  await services.sites.update(site.key, { rates: { perArticle: 10_000, perDay: 100_000, secondsBetween: 0 } })
  const relaxed = (await services.sites.byKey(site.key)) ?? site
  const open = articles.filter(({ article }) => article.discussion === 'open')
  const stamp = now.toString(36)
  for (let index = 0; index < count; index += 1) {
    clock.setTo(now - (count - index) * ((20 * MINUTE) / Math.max(count, 20)))
    const person = index % PEOPLE
    const identity = { provider: 'sandbox:x', appId: 'sandbox-x-client', subject: `queue-${person}` }
    const account = await services.accounts.register(site.id, identity, `Reader ${person + 1}`, 'en')
    const place = open[index % open.length]
    const seed = pending[index % pending.length]
    if (!place || !seed) return
    const text = `${REMARKS[index % REMARKS.length]} (${stamp}-${index + 1}): ${seed.text.slice(0, 120)}`
    await services.comments.submit(
      readerActor(account),
      { site: relaxed, article: place.article },
      { text, review: true },
      `queue-${stamp}-${index}`,
    )
  }
}
