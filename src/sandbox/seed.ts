import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type SeedArticle, articles as seedArticles } from '../../seeds/articles.ts'
import { blinded } from '../../seeds/desk.ts'
import {
  pending,
  people,
  published,
  rejected,
  reports,
  restricted,
  type SeedComment,
} from '../../seeds/discussion.ts'
import { policy } from '../../seeds/policy.ts'
import { PATHS } from '../config/paths.ts'
import type { Account, StaffRole } from '../features/accounts/model.ts'
import type { Article } from '../features/articles/model.ts'
import type { Comment } from '../features/comments/model.ts'
import type { Services } from '../features/services.ts'
import type { Site, SiteInput } from '../features/sites/model.ts'
import { MINUTE } from '../kernel/clock.ts'
import { readerActor, staffActor } from './actors.ts'
import { decide } from './deciding.ts'
import { fillQueue } from './fill-queue.ts'
import { fillDesk, type SeedDesk } from './seed-desk.ts'
import type { ShiftedClock } from './shifted-clock.ts'

export interface Seeded {
  site: Site
  /** Whose console link is printed: an admin, so that every page can be tried. */
  admin: Account
  articles: readonly {
    article: Article
    path: string
    body: SeedArticle['body']
    counterpart: string | null
  }[]
}

export interface Seeder {
  /** Writes the seeds on first start; later only takes over changed addresses. `paper`: origin of its member page. */
  run(options: { publicUrl: string; paper: string; queue: number }): Promise<Seeded>
}

const SITE_KEY = 'ledger'
const APP_IDS = { x: 'sandbox-x-client', facebook: 'sandbox-facebook-app' } as const
/** So that one person can try everything in a minute; production defaults are `DEFAULT_RATES`. */
const DEMO_RATES = { perArticle: 100, perDay: 1_000, secondsBetween: 5 }
const SEED_RATES = { perArticle: 1_000, perDay: 10_000, secondsBetween: 0 }
const REVIEW_MS = 90_000

/** Fills a demo through the same verbs that readers and moderators use: nothing is written past the rules. */
export function createSeeder(services: Services, clock: ShiftedClock): Seeder {
  const { sites, accounts, articles, comments, moderation } = services

  async function openSite(publicUrl: string, paper: string): Promise<{ site: Site; fresh: boolean }> {
    const places = { origins: [publicUrl, paper], signOn: { url: `${paper}/members` } }
    if (await sites.byKey(SITE_KEY)) return { site: await sites.update(SITE_KEY, places), fresh: false }
    const input: SiteInput = {
      key: SITE_KEY,
      title: { en: 'The Morning Ledger', ko: '모닝레저' },
      ...places,
      timeZone: 'Asia/Seoul',
      rates: SEED_RATES,
    }
    return { site: await sites.create(input), fresh: true }
  }

  /** The person of an earlier start, where there is one. */
  async function staffed(site: Site, name: string, role: StaffRole): Promise<Account> {
    const people = await accounts.people({ type: 'system', siteId: site.id })
    const known = people.find(({ account }) => account.displayName === name && account.role === role)
    return known?.account ?? accounts.createStaff(site.id, name, role)
  }

  async function putArticles(site: Site, publicUrl: string, fresh: boolean): Promise<Seeded['articles']> {
    const made: Seeded['articles'][number][] = []
    for (const { path, image, body, counterpart, ...seedArticle } of seedArticles) {
      const photo = image && (await readFile(join(PATHS.seeds, 'photos', image.file)))
      const { file, ...words } = image ?? { file: '' }
      const article = await articles.put(
        site,
        {
          ...seedArticle,
          url: `${publicUrl}${path}`,
          image: image && { ...words, alt: image.alt, url: `${publicUrl}/demo/photos/${file}` },
          // Everything is written while it is open; what the seed says is set at the end.
          ...(fresh ? { discussion: 'open' } : {}),
        },
        photo ?? undefined,
      )
      made.push({ article, path, body, counterpart })
    }
    return made
  }

  /** The people of the seeds, as readers who have signed in before. */
  async function register(site: Site): Promise<Map<string, Account>> {
    const known = new Map<string, Account>()
    for (const { id, name, provider, subject, language } of people) {
      const identity = { provider: `sandbox:${provider}`, appId: APP_IDS[provider], subject }
      known.set(id, await accounts.register(site.id, identity, name, language))
    }
    return known
  }

  async function discuss(site: Site, desk: SeedDesk, made: Seeded['articles'], now: number): Promise<void> {
    clock.setTo(now - 4 * 24 * 60 * MINUTE)
    const writers = await register(site)
    const sent = new Map<string, Comment>()
    const { moderator } = desk
    let rejection = ''

    async function submit(seed: SeedComment): Promise<Comment> {
      clock.setTo(now - seed.ago * MINUTE)
      const article = made.find(({ article: { key } }) => key === seed.article)?.article
      const parent = seed.replyTo ? sent.get(seed.replyTo) : undefined
      const actor = readerActor(writers.get(seed.author))
      if (!article || (seed.replyTo && !parent)) throw new Error(`seed ${seed.id} has no place`)
      const input = { text: seed.text, review: true, ...(parent ? { parent: parent.id } : {}) }
      const { comment } = await comments.submit(actor, { site, article }, input, `seed-${seed.id}`)
      sent.set(seed.id, comment)
      return comment
    }

    const waiting = new Set(pending.map(({ id }) => id))
    const inOrder = [...published, blinded.comment, ...pending, rejected.comment].sort(
      (a, b) => b.ago - a.ago,
    )
    for (const seed of inOrder) {
      const comment = await submit(seed)
      if (waiting.has(seed.id)) continue
      const isRejected = seed.id === rejected.comment.id
      clock.setTo(clock.now() + REVIEW_MS)
      const decision = await decide(services, moderator, comment, isRejected ? rejected : null)
      if (!isRejected) continue
      rejection = decision.id
      await restrict(moderator, comment.accountId, decision.id)
    }
    for (const { comment, reporter, clause, text } of reports) {
      clock.setTo(now - 20 * MINUTE)
      const commentId = sent.get(comment)?.id ?? ''
      await moderation.report(readerActor(writers.get(reporter)), { commentId, clause, note: text })
    }
    await fillDesk(services, clock, { siteId: site.id, desk, writers, sent, rejection, now })
  }

  async function restrict(moderator: Account, accountId: string, followsFrom: string): Promise<void> {
    const { author: _author, ...step } = restricted
    await moderation.restrict(staffActor(moderator), moderator.displayName, {
      ...step,
      accountId,
      followsFrom,
      lawReference: null,
      rejects: [],
    })
  }

  return {
    async run({ publicUrl, paper, queue }) {
      const now = clock.now()
      const { site, fresh } = await openSite(publicUrl, paper)
      const made = await putArticles(site, publicUrl, fresh)
      if (fresh) clock.setTo(now - 5 * 24 * 60 * MINUTE)
      const admin = await staffed(site, 'Han Jiwoo', 'admin')
      if (fresh) {
        await services.policy.publish(site.id, policy)
        const moderator = await staffed(site, 'Seo Mira', 'moderator')
        await discuss(site, { moderator, senior: await staffed(site, 'Kwon Hana', 'senior') }, made, now)
        clock.setTo(null)
        for (const { article } of made) {
          const seedArticle = seedArticles.find(({ key }) => key === article.key)
          await articles.setDiscussion(site.id, article.id, seedArticle?.discussion ?? 'open')
        }
      }
      // Read again: seeding counts comments and closes discussions.
      const seeded = await Promise.all(
        made.map(async (entry) => ({
          ...entry,
          article: (await articles.byId(entry.article.id)) ?? entry.article,
        })),
      )
      if (queue > 0) await fillQueue({ services, clock, site, articles: seeded, count: queue, now })
      clock.setTo(null)
      const current = await sites.update(SITE_KEY, { rates: DEMO_RATES })
      return { site: current, admin, articles: seeded }
    },
  }
}
