import type { Account, Actor } from '../../features/accounts/model.ts'
import type { Article } from '../../features/articles/model.ts'
import type { Comment } from '../../features/comments/model.ts'
import type { Services } from '../../features/services.ts'
import type { Site, SiteInput } from '../../features/sites/model.ts'
import { MINUTE } from '../../kernel/clock.ts'
import type { Language } from '../../locales/language.ts'
import { readerActor, staffActor } from '../actors.ts'
import type { ShiftedClock } from '../shifted-clock.ts'
import { PEOPLE, type Person } from './state.ts'
import { type Talk, talkIn } from './talk.ts'

/** One state in one language: a paper of its own with one article, so that no state touches another. */
export interface Scene {
  services: Services
  language: Language
  site: Site
  article: Article
  /** What people say here. */
  talk: Talk
  senior: Account
  who(person: Person): Account
  actor(person: Person): Extract<Actor, { type: 'reader' }>
  desk: Extract<Actor, { type: 'staff' }>
  /** Submits a comment as it was `ago` minutes before now. */
  write(person: Person, text: string, more?: { ago?: number; parent?: Comment }): Promise<Comment>
  /** What follows happens that many minutes before now. */
  before(minutes: number): void
  change(site: Partial<SiteInput>): Promise<void>
}

/** So that whoever looks can write as often as they like. */
const RATES = { perArticle: 1_000, perDay: 10_000, secondsBetween: 0 }

/** The identity by which a person of a scene signs in. */
export function identityOf(person: Person, site: Pick<Site, 'id'>) {
  return { provider: 'sandbox:x', appId: 'sandbox-states', subject: `${person} ${site.id}` }
}

export async function openScene(
  services: Services,
  clock: ShiftedClock,
  { key, language, publicUrl }: { key: string; language: Language; publicUrl: string },
): Promise<Scene> {
  const { sites, articles, accounts, comments, policy } = services
  const { policy: standards } = await import('../../../seeds/policy.ts')
  const { talk, spoken } = talkIn(language)
  const now = clock.now()
  const before = (minutes: number) => clock.setTo(now - minutes * MINUTE)
  before(4 * 24 * 60)
  let site = await sites.create({
    key,
    title: { en: 'The Morning Ledger', ko: '모닝레저' },
    origins: [publicUrl],
    language: spoken,
    timeZone: 'Asia/Seoul',
    mode: 'flagged-only',
    rates: RATES,
  })
  await policy.publish(site.id, standards)
  const senior = await accounts.createStaff(site.id, 'Kwon Hana', 'senior')
  const article = await articles.put(site, {
    key,
    url: `${publicUrl}/states#${key}`,
    headline: talk.headline,
    publishedAt: clock.now(),
    language: spoken,
  })
  const people = new Map<Person, Account>()
  for (const person of PEOPLE) {
    const account = await accounts.register(site.id, identityOf(person, site), talk.names[person], spoken)
    people.set(person, account)
  }
  before(0)

  function who(person: Person): Account {
    const account = people.get(person)
    if (!account) throw new Error(`nobody is ${person}`)
    return account
  }

  const actor = (person: Person) => readerActor(who(person))
  return {
    services,
    language,
    site,
    article,
    talk,
    senior,
    who,
    actor,
    desk: staffActor(senior),
    before,
    async write(person, text, { ago = 90, parent } = {}) {
      before(ago)
      const place = { site, article: (await articles.byId(article.id)) ?? article }
      const input = { text, ...(parent ? { parent: parent.id } : {}) }
      const { comment } = await comments.submit(actor(person), place, input, null)
      return comment
    },
    async change(input) {
      site = await sites.update(key, input)
    },
  }
}
