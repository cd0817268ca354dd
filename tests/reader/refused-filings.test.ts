import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Comment } from '../../src/features/comments/model.ts'
import { Problem, type ProblemType } from '../../src/kernel/errors.ts'
import { catalogue } from '../../src/locales/index.ts'
import { LANGUAGES } from '../../src/locales/language.ts'
import { newest, published, refused } from '../support/appeals.ts'
import { plainText } from '../support/desk.ts'
import { createWorld, type Person, type World } from '../support/world.ts'

const NOTE = 'It names a neighbour.'
const LAW = 'Civil Code § 823'

let world: World
let maya: Person
let tom: Person
let comment: Comment
let decisionId: string
beforeAll(async () => {
  world = await createWorld()
  maya = await world.reader()
  tom = await world.reader('Tom Ashworth')
  const min = await world.staff()
  comment = await published(world, maya, min)
  await refused(world, maya, min)
  decisionId = (await newest(world)).id
})
afterEach(() => {
  vi.restoreAllMocks()
})
afterAll(() => world.close())

/** From now on nothing that readers file gets through. */
function fail(error: Error): void {
  const { moderation } = world.services
  vi.spyOn(moderation, 'report').mockRejectedValue(error)
  vi.spyOn(moderation, 'appeal').mockRejectedValue(error)
  vi.spyOn(moderation, 'fileNotice').mockRejectedValue(error)
}

const claim = { claim: 'kr44_2', name: 'Ana', email: 'ana@private.example', reference: LAW, body: NOTE }
const filings = {
  'a report': (lang: string) =>
    world.form(`/comments/${comment.id}/report`, { lang, clause: 'SB-01', note: NOTE }, tom),
  'a report in place': (lang: string) =>
    world.json(`/v1/comments/${comment.id}/reports?lang=${lang}`, { clause: 'SB-01', note: NOTE }, tom, {
      'idempotency-key': `${comment.id}`,
    }),
  'an appeal': (lang: string) => world.form(`/me/appeals/${decisionId}`, { lang, text: NOTE }, maya),
  'a legal notice': (lang: string) =>
    world.form(`/legal/notice?comment=${comment.id}&lang=${lang}`, {
      ...claim,
      step: 'send',
      goodFaith: 'yes',
    }),
} as const
type Filing = keyof typeof filings
const FILINGS = Object.keys(filings) as Filing[]

describe.each(FILINGS)('%s that cannot be saved', (filing) => {
  it.each(LANGUAGES)(
    'says so of itself and not of a comment, when to try again, and keeps the text (%s)',
    async (lang) => {
      const words = catalogue(lang)
      for (const type of ['storage-full', 'storage-unavailable'] as const satisfies ProblemType[]) {
        fail(new Problem(type, { retryAfter: 30 }))
        const answer = await filings[filing](lang)
        expect(answer.headers.get('retry-after')).toBe('30')
        const page = plainText(await answer.text())
        expect(page).toContain(words.reader.problem.filed[type])
        expect(page).not.toContain(words.problems[type])
        expect(page).toContain(words.common.retryInSeconds(30))
        if (filing !== 'a report in place') expect(page).toContain(NOTE)
      }
    },
  )

  it.each(LANGUAGES)('keeps the text also where nobody knows why (%s)', async (lang) => {
    fail(new Error('a bug'))
    const answer = await filings[filing](lang)
    expect(answer.status).toBe(500)
    const page = plainText(await answer.text())
    expect(page).toContain(catalogue(lang).problems['internal-error'])
    if (filing !== 'a report in place') expect(page).toContain(NOTE)
    if (filing === 'a legal notice') expect(page).toContain(LAW)
  })
})
