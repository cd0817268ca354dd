import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { articles } from '../../seeds/articles.ts'
import { appeal, blinded, handedUp, notes, notice } from '../../seeds/desk.ts'
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
import { type Article, articleInput } from '../../src/features/articles/model.ts'
import {
  HOLD_REASONS,
  type HoldReason,
  NO_WORDS,
  type WriterFacts,
} from '../../src/features/comments/model.ts'
import { prepareChecks, screen } from '../../src/features/comments/rules.ts'
import { policyInput } from '../../src/features/policy/model.ts'
import { DEFAULT_RATES, type ModerationMode, type Site } from '../../src/features/sites/model.ts'
import { checkText } from '../../src/kernel/text.ts'
import { LANGUAGES } from '../../src/locales/language.ts'

const NOW = Date.UTC(2026, 10, 23, 12)
const all: readonly SeedComment[] = [...published, blinded.comment, rejected.comment, ...pending]

const absolute = (path: string) => new URL(path, 'https://ledger.example').href

function inputOf({ path, image, body: _, counterpart: __, ...rest }: (typeof articles)[number]) {
  const photo = image && {
    url: absolute(`/photos/${image.file}`),
    alt: image.alt,
    caption: image.caption,
    credit: image.credit,
  }
  return { ...rest, url: absolute(path), image: photo }
}

function articleOf(key: string): Article {
  const seed = articles.find((article) => article.key === key)
  if (!seed) throw new Error(`no article ${key}`)
  const parsed = articleInput.parse(inputOf(seed))
  const image = parsed.image && { ...parsed.image, photo: null }
  return {
    ...parsed,
    discussion: parsed.discussion ?? 'open',
    premoderated: parsed.premoderated ?? false,
    image,
    id: key,
    siteId: 'site',
    revision: 1,
    commentCount: 0,
    createdAt: NOW,
    closeAfterDays: null,
    pinnedCommentId: null,
    source: 'push',
  }
}

function siteIn(mode: ModerationMode): Site {
  return {
    id: 'site',
    key: 'ledger',
    title: { en: 'The Morning Ledger', ko: '모닝레저' },
    origins: ['https://ledger.example'],
    language: 'en',
    timeZone: 'Asia/Seoul',
    accent: '#15539a',
    mode,
    newcomerThreshold: 1,
    rates: DEFAULT_RATES,
    signOn: null,
    paused: false,
    closeAfterDays: null,
    holdReports: null,
    outsideCheck: null,
    imageOrigins: [],
    fediverseCreator: null,
    logo: null,
    revision: 1,
    createdAt: NOW,
  }
}

function writerOf(comment: SeedComment): WriterFacts {
  return {
    name: comment.author,
    submissions: 1,
    approved: published.filter(({ author }) => author === comment.author).length,
    rejected: 0,
    strikes: 0,
    restrictions:
      comment.author === restricted.author && comment.ago < rejected.comment.ago
        ? [{ kind: restricted.kind, endsAt: null }]
        : [],
    onArticle: 0,
    lastDay: 0,
    dayBeganAt: null,
    lastAt: null,
    recentBodies: [],
    rejectedBodies: comment.ago < rejected.comment.ago ? [rejected.comment.text] : [],
    recent: { decided: 0, rejected: 0 },
  }
}

/** Reasons that lie in a writer's past or in a paper's own service. */
const ELSEWHERE: readonly HoldReason[] = ['rejection-rate', 'outside-check', 'outside-check-failed']

const screened = (comment: SeedComment, mode: ModerationMode) =>
  screen({
    text: comment.text,
    site: siteIn(mode),
    article: articleOf(comment.article),
    writer: writerOf(comment),
    words: NO_WORDS,
    now: NOW,
  })

beforeAll(() => prepareChecks())

describe('the policy that is there from the start', () => {
  it('is a valid policy with every clause and section in order', () => {
    const parsed = policyInput(LANGUAGES).parse(policy)
    expect(parsed.clauses.map(({ id }) => id)).toEqual(
      Array.from({ length: 22 }, (_, index) => `SB-${String(index + 1).padStart(2, '0')}`),
    )
    expect(parsed.process.map(({ id }) => id)).toEqual(
      Array.from({ length: 9 }, (_, index) => `P${index + 1}`),
    )
  })

  it('gives danger to people the gravest weight', () => {
    const gravest = policy.clauses.filter(({ severity }) => severity === 4).map(({ id }) => id)
    expect(gravest).toEqual(['SB-03', 'SB-08', 'SB-19'])
  })

  it('is written in both languages, each in its own script', () => {
    for (const { title, text } of [...policy.clauses, ...policy.process]) {
      expect(`${title.en} ${text.en}`).not.toMatch(/\p{Script=Hangul}/u)
      expect(title.ko).toMatch(/\p{Script=Hangul}/u)
      expect(text.ko).toMatch(/니다\.$|시오\.$/u)
    }
  })
})

describe('the demo articles', () => {
  it.each(articles)('$key is an article that the service takes', (seed) => {
    expect(articleInput.safeParse(inputOf(seed)).error).toBeUndefined()
  })

  it('have one address and one key each, and name counterparts that exist', () => {
    expect(new Set(articles.map(({ path }) => path)).size).toBe(articles.length)
    const keys = articles.map(({ key }) => key)
    expect(new Set(keys).size).toBe(articles.length)
    for (const { counterpart } of articles) if (counterpart !== null) expect(keys).toContain(counterpart)
  })

  it('come with photos of 1600 × 900 and less than 200 KB', async () => {
    const { default: sharp } = await import('sharp')
    const files = new Set(articles.flatMap(({ image }) => (image ? [image.file] : [])))
    expect(files.size).toBeGreaterThan(1)
    for (const file of files) {
      const bytes = await readFile(new URL(`../../seeds/photos/${file}`, import.meta.url))
      expect(bytes.length).toBeLessThan(200_000)
      expect(await sharp(bytes).metadata()).toMatchObject({ format: 'jpeg', width: 1600, height: 900 })
    }
  })

  it('show an open, a closed and a premoderated discussion', () => {
    expect(articles.some(({ discussion }) => discussion === 'closed')).toBe(true)
    expect(articles.some(({ premoderated }) => premoderated === true)).toBe(true)
    expect(articles.some(({ discussion, premoderated }) => discussion !== 'closed' && !premoderated)).toBe(
      true,
    )
  })
})

describe('the demo discussion', () => {
  it('has the promised numbers', () => {
    expect(published).toHaveLength(38)
    expect(
      published.filter(({ article, replyTo }) => article === 'party-meeting-day-two' && replyTo),
    ).toHaveLength(8)
    expect(
      published.filter(({ article, replyTo }) => article === 'party-meeting-day-two-ko' && replyTo),
    ).toHaveLength(4)
    expect(published.filter(({ article }) => article === 'party-meeting-day-two')).toHaveLength(24)
    expect(pending).toHaveLength(20)
    expect(reports).toHaveLength(3)
  })

  it('holds only texts that a reader could have sent', () => {
    for (const { text } of all) expect(checkText(text)).toMatchObject({ ok: true, text })
  })

  it('names people, articles and clauses that exist, each comment once', () => {
    const names = new Set(people.map(({ id }) => id))
    const clauses = new Set(policy.clauses.map(({ id }) => id))
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
    expect(new Set(people.map(({ provider, subject }) => `${provider} ${subject}`)).size).toBe(people.length)
    for (const { author, article } of all) {
      expect(names).toContain(author)
      expect(articleOf(article).discussion).toBe('open')
    }
    for (const { comment, reporter, clause } of reports) {
      const reported = published.find(({ id }) => id === comment)
      expect(reported?.author).toBeDefined()
      expect(reported?.author).not.toBe(reporter)
      expect(names).toContain(reporter)
      expect(clauses).toContain(clause)
    }
    for (const clause of [...rejected.clauses, ...blinded.clauses]) expect(clauses).toContain(clause)
  })

  it('gives the desk work on comments and people of the discussion', () => {
    const shown = published.map(({ id }) => id)
    expect(shown).toEqual(expect.arrayContaining([notice.comment, notes.ofComment.comment]))
    expect(pending.map(({ id }) => id)).toContain(handedUp.comment)
    expect([appeal.author, notes.ofWriter.author]).toEqual([rejected.comment.author, rejected.comment.author])
  })

  it('answers only published top-level comments of the same article that were there before', () => {
    for (const { replyTo, article, ago } of published.filter((comment) => comment.replyTo !== undefined)) {
      const parent = published.find(({ id }) => id === replyTo)
      expect(parent).toMatchObject({ article })
      expect(parent?.replyTo).toBeUndefined()
      expect(parent?.ago).toBeGreaterThan(ago)
    }
  })

  it('keeps to the rate figures that hold for everybody', () => {
    for (const { id } of people) {
      const own = all.filter(({ author }) => author === id).sort((a, b) => b.ago - a.ago)
      for (const { key } of articles) {
        expect(own.filter(({ article }) => article === key).length).toBeLessThanOrEqual(
          DEFAULT_RATES.perArticle,
        )
      }
      own.slice(1).forEach((comment, index) => {
        expect(((own[index]?.ago ?? 0) - comment.ago) * 60).toBeGreaterThan(DEFAULT_RATES.secondsBetween)
      })
    }
  })

  it.each(published)('$id would pass every check of its text', (comment) => {
    expect(screened(comment, 'flagged-only').holds).toEqual([])
  })

  it.each(pending)('$id waits because of $expect', (comment) => {
    expect(screened(comment, 'premoderate-everyone').holds).toContain(comment.expect)
  })

  it('has a waiting comment for every reason that lies in this comment, each told apart by its text or its writer', () => {
    expect(new Set(pending.map((comment) => comment.expect))).toEqual(
      new Set(HOLD_REASONS.filter((reason) => !ELSEWHERE.includes(reason))),
    )
    for (const comment of pending.filter(({ expect: reason }) => reason === 'premoderation')) {
      expect(screened(comment, 'premoderate-everyone').holds).toEqual(['premoderation'])
    }
  })
})
