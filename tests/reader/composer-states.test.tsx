import { describe, expect, it } from 'vitest'
import { PROBLEMS, type ProblemType } from '../../src/kernel/errors.ts'
import { catalogue } from '../../src/locales/index.ts'
import { LANGUAGES } from '../../src/locales/language.ts'
import { DiscussionView } from '../../src/reader/discussion.tsx'
import { COMPOSER_STATES, STATES_BY_NAME, stateAfter } from '../../src/ui/composer-states.ts'
import { T0 } from '../support/fixtures.ts'
import { aDiscussion, aStatement } from './fixtures.ts'

const TYPES = Object.keys(PROBLEMS) as ProblemType[]
const viewer = { accountId: 'me', displayName: 'Ada' }
type Change = Parameters<typeof aDiscussion>[1]
const draft = (text: string, problem: ProblemType | null = null) => ({
  composer: { draft: text, parent: null, key: '', problem: problem && { type: problem, details: {} } },
})
const page = (change: Change) => String(<DiscussionView {...aDiscussion('', change)} />)
/** The box's own: the whole discussion has one, too. */
const stateOf = (change: Change) => /id="composer"[^>]* data-state="([^"]*)"/.exec(page(change))?.[1]

describe('every problem', () => {
  it.each(TYPES)('%s has a sentence in each language and leaves the box in a known state', (type) => {
    for (const language of LANGUAGES) expect(catalogue(language).problems[type].length).toBeGreaterThan(8)
    expect(COMPOSER_STATES).toContain(stateAfter(type))
    expect(stateOf({ viewer, ...draft('Words', type) })).toBe(stateAfter(type))
  })

  it('is told apart by the page’s script as by the server', () => {
    const states = TYPES.map((type) => STATES_BY_NAME[type] ?? 'failed-kept')
    expect(states).toEqual(TYPES.map(stateAfter))
    expect(page({ viewer })).toContain(JSON.stringify(STATES_BY_NAME).replaceAll('"', '&quot;'))
  })
})

describe('the state that a page begins in', () => {
  it.each<[string, Change]>([
    ['idle', { viewer, ...draft('') }],
    ['typing', { viewer, ...draft('Words') }],
    ['near', { viewer, ...draft('가'.repeat(230)) }],
    ['over', { viewer, ...draft('가'.repeat(251)) }],
    ['over', { viewer, ...draft('a\u0301'.repeat(9_000)) }],
    ['locked', draft('')],
    ['session-expired', draft('Words', 'sign-in-required')],
    ['provider-out-of-credit', { providers: [{ name: 'x', label: null, unavailable: 'out-of-credit' }] }],
    ['muted-until', { viewer, barred: aStatement('', { action: 'mute', endsAt: T0, commentId: null }) }],
    ['banned', { viewer, barred: aStatement('', { action: 'ban', commentId: null }) }],
    ['closed', { article: { ...aDiscussion('').article, discussion: 'closed' }, ...draft('') }],
    ['comments-off', { article: { ...aDiscussion('').article, discussion: 'off' }, ...draft('') }],
    ['read-only', { site: { ...aDiscussion('').site, paused: true }, ...draft('') }],
    [
      'closed-while-typing',
      {
        article: { ...aDiscussion('').article, discussion: 'closed' },
        ...draft('Words', 'discussion-closed'),
      },
    ],
  ])('%s', (state, change) => {
    expect(stateOf(change)).toBe(state)
  })
})

describe('whoever may not write', () => {
  const mute = aStatement('<b>hostile</b>', { action: 'mute', endsAt: T0, commentId: null })
  const ban = aStatement('Personal attack', { action: 'ban', commentId: null })

  it('is told before typing until when, under which clause, and where to appeal', () => {
    const html = page({ viewer, barred: mute, ...draft('') })
    expect(html).not.toMatch(/<form[^>]*class="composer"/)
    expect(html).toMatch(/You cannot write comments in this paper until .*2026/)
    expect(html).toContain('SB-01 &lt;b&gt;hostile&lt;/b&gt;.')
    expect(html).toContain('href="/me/appeals/decision?lang=en"')
    expect(html).toContain('Log out')
    expect(html).not.toContain('data-reply=')
    const korean = page({ viewer, barred: ban, language: 'ko', ...draft('') })
    expect(korean).toContain('이 신문에 댓글을 쓸 수 없는 계정입니다. 기한은 정해져 있지 않습니다.')
    expect(korean).toContain('이유를 보고 이의 제기하기')
  })

  it('is led to the reasons where an appeal was made already', () => {
    const html = page({ viewer, barred: { ...ban, appealUntil: null }, ...draft('') })
    expect(html).toContain('href="/me?lang=en#restrictions"')
    expect(html).toContain('Read why<')
  })

  it('gets the text back to copy, and nothing more where the discussion is closed for everybody', () => {
    expect(page({ viewer, barred: ban, ...draft('My words') })).toMatch(
      /<textarea[^>]*readonly[^>]*>My words</,
    )
    const closed = { ...aDiscussion('').article, discussion: 'closed' as const }
    expect(page({ viewer, barred: ban, article: closed, ...draft('') })).not.toContain('cannot write')
  })
})
