import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { goodToken, scripted } from '../accounts/scripted.ts'
import { PSEUDO } from '../support/pseudo-language.ts'
import { visibleTexts } from '../support/visible-text.ts'
import { createWorld, type Person, type World } from '../support/world.ts'
import { type Furnished, furnish } from './furnish.ts'

vi.mock(import('../../src/locales/registry.ts'), async (load) => {
  const { withPseudo } = await import('../support/pseudo-language.ts')
  return withPseudo(await load(), 'rtl')
})

let world: World
let made: Furnished
beforeAll(async () => {
  const { x, facebook } = scripted(goodToken)
  world = await createWorld({ providers: [x, facebook] })
  made = await furnish(world)
})
afterAll(() => world.close())

/** Names that are the same in every language, addresses, and the codes of clauses, laws and forms. */
const NAMES = /\b(?:Brevier|The Morning Ledger|X|Facebook|SB-\d\d|P\d)\b|https?:\S+/g

/** What a reader of the pseudo-language would see in letters of English, or of any other language. */
function strays(html: string): string[] {
  return visibleTexts(html)
    .filter(({ text, lang }) => lang === PSEUDO && /[a-zA-Z]{2}/.test(text.replaceAll(NAMES, '')))
    .map(({ text }) => text)
}

async function page(path: string, as?: Person): Promise<string> {
  const separator = path.includes('?') ? '&' : '?'
  const response = await world.request(`${path}${separator}lang=${PSEUDO}`, { as })
  return response.text()
}

/** Where `:name` stands for what the furnished paper has. */
function place(path: string): string {
  return path.replaceAll(/:(\w+)/g, (_, name: string) => {
    if (name === 'code') return made.notice.code
    if (name === 'noticeId') return made.notice.id
    if (name === 'key') return made.article.key
    if (name === 'writer') return made.reader.account.id
    return made[name as 'article' | 'published'].id
  })
}

const READERS = [
  '/',
  '/nothing',
  '/a/:article',
  '/a/:article?sort=oldest',
  '/a/:article?reply=:published',
  '/frame?site=ledger&article=:key',
  '/a/:article/c/:published',
  '/a/:article/c/:blinded',
  '/a/:article/c/:pending',
  '/policy?site=ledger',
  '/policy/1?site=ledger',
  '/policy?site=ledger&compare=1',
  '/privacy?site=ledger',
  '/transparency?site=ledger',
  '/transparency/2026-H1?site=ledger',
  '/legal/notice',
  '/legal/notice?comment=:published',
  '/legal/notice/:code',
  '/legal/notice/nothing',
  '/data-deletion/nothing',
  '/login?site=ledger',
  '/login/x/start?article=:article',
  '/login/x/callback?state=nothing',
  '/me',
  '/console/login',
  '/console/enter',
  '/console/enrol',
]
const OWN = ['/a/:article', '/me', '/me/account', '/me/erase', '/frame?site=ledger&article=:key']
const DESK = [
  '/console',
  '/console?case=:pendingCase',
  '/console/appeals',
  '/console/appeals?show=decided',
  '/console/articles',
  '/console/articles/:article',
  '/console/articles/:article/comments',
  '/console/bulk',
  '/console/comments/:published',
  '/console/comments/:rejected',
  '/console/log',
  '/console/log/1',
  '/console/notices',
  '/console/notices/:noticeId',
  '/console/people',
  '/console/policy',
  '/console/policy/edit?part=head',
  '/console/policy/edit?part=add-clause',
  '/console/policy/publish',
  '/console/settings',
  '/console/settings/site',
  '/console/statistics',
  '/console/words',
  '/console/words?text=%EB%B0%94%EB%B3%B4',
  '/console/writers',
  '/console/writers/:writer',
  '/console/nothing',
]

describe('in a language that came by its file and its line alone', () => {
  it.each(READERS)('%s is in that language', (path) => expectPseudo(path))
  it.each(OWN)('%s of a reader is', (path) => expectPseudo(path, made.reader))
  it.each(DESK)('%s is', (path) => expectPseudo(path, made.admin))

  async function expectPseudo(path: string, as?: Person): Promise<void> {
    const html = await page(place(path), as)
    expect(html).toContain(`<html lang="${PSEUDO}" dir="rtl"`)
    expect(strays(html)).toEqual([])
  }
})
