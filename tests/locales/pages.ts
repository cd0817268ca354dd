import type { World } from '../support/world.ts'
import type { Furnished } from './furnish.ts'

/** Where `:name` stands for what the furnished paper has. */
export function place(path: string, made: Furnished): string {
  const names: Record<string, string> = {
    article: made.article.id,
    key: made.article.key,
    published: made.published.id,
    own: made.reply.id,
    pending: made.pending.id,
    rejected: made.rejected.id,
    blinded: made.blinded.id,
    withdrawn: made.withdrawn.id,
    code: made.notice.code,
    notice: made.notice.id,
    decision: made.decision,
    appeal: made.appeal,
    case: made.case,
    writer: made.reader.account.id,
  }
  return path.replaceAll(/:(\w+)/g, (_, name: string) => names[name] ?? '')
}

export const READERS = [
  '/',
  '/nothing',
  '/a/:article',
  '/a/:article?sort=oldest',
  '/a/:article?reply=:published#composer',
  '/frame?site=ledger&article=:key',
  '/a/:article/c/:published',
  '/a/:article/c/:blinded',
  '/a/:article/c/:withdrawn',
  '/a/:article/c/:pending',
  '/a/:article/share',
  '/a/:article/c/:published/share',
  '/a/:article/c/:published/report',
  '/a/:article/c/:published/withdraw',
  '/policy?site=ledger',
  '/policy/2?site=ledger',
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
  '/login?site=ledger&appeal=:decision',
  '/login/x/start?article=:article',
  '/login/x/callback?state=nothing',
  '/login/paper/return?state=nothing',
  '/console/login',
  '/console/login/factor?attempt=nothing',
  '/console/enter',
  '/console/enrol',
]

/** Of a reader who is logged in. */
export const OWN = [
  '/a/:article',
  '/a/:article?report=:published#act',
  '/a/:article?withdraw=:own#act',
  '/a/:article/c/:published/report',
  '/a/:article/c/:own/withdraw',
  '/frame?site=ledger&article=:key',
  '/me',
  '/me/account',
  '/me/erase',
  '/me/appeals/:decision',
]

export const DESK = [
  '/console',
  '/console?case=:case',
  '/console?q=%EB%B0%94%EB%B3%B4',
  '/console/appeals',
  '/console/appeals?show=decided',
  '/console/appeals/:appeal',
  '/console/articles',
  '/console/articles/:article',
  '/console/articles/:article/comments',
  '/console/bulk?case=:case',
  '/console/comments/:published',
  '/console/comments/:rejected',
  '/console/log',
  '/console/log/1',
  '/console/notices',
  '/console/notices?show=decided',
  '/console/notices/new?comment=:published',
  '/console/notices/:notice',
  '/console/people',
  '/console/policy',
  '/console/policy/edit?part=head',
  '/console/policy/edit?part=add-clause',
  '/console/policy/publish',
  '/console/previews',
  '/console/previews?url=nowhere',
  '/console/previews?url=https%3A%2F%2Fcomments.ledger.example%2Fa%2F:article',
  '/console/settings',
  '/console/settings/site',
  '/console/statistics',
  '/console/words',
  '/console/words?text=%EB%B0%94%EB%B3%B4',
  '/console/writers',
  '/console/writers/:writer',
  '/console/nothing',
]

type Form = (world: World, made: Furnished, lang: string) => Promise<Response>

const comment =
  (text: string): Form =>
  (world, { article, reader }, lang) =>
    world.form(`/a/${article.id}/comments`, { text, article: article.id, lang }, reader)
const act =
  (name: string, fields: Record<string, string>, as: 'reader' | 'other' = 'reader'): Form =>
  (world, made, lang) =>
    world.form(`/comments/${made.published.id}/${name}`, { from: 'page', lang, ...fields }, made[as])
const claim =
  (fields: Record<string, string>): Form =>
  (world, { published }, lang) =>
    world.form(`/legal/notice?comment=${published.id}&lang=${lang}`, fields)
const own =
  (path: string, fields: Record<string, string>): Form =>
  (world, made, lang) =>
    world.form(place(path, made), { ...fields, lang }, made.reader)
const desk =
  (path: string, fields: Record<string, string>): Form =>
  (world, made, lang) =>
    world.form(`${place(path, made)}?lang=${lang}`, { ...fields, lang }, made.admin)

/** Pages that answer a form. */
export const ANSWERS: readonly (readonly [string, Form])[] = [
  ['a comment too long', comment('각'.repeat(251))],
  ['an empty comment', comment(' ')],
  ['a comment that breaks a word rule', comment('이 바보야')],
  ['a report without a clause', act('report', { clause: '', note: '' })],
  ['withdrawing what is not one’s own', act('withdraw', {})],
  ['a form with a field that is not known', act('report', { colour: 'red' })],
  [
    'a form of somebody who is logged out',
    (world, made, lang) => world.form(`/comments/${made.published.id}/report`, { lang }),
  ],
  ['no server', own('/a/:article/share', { server: '없는 서버' })],
  ['leaving for a server', own('/a/:article/share', { server: 'mastodon.social' })],
  ['a claim with nothing in it', claim({ step: 'check' })],
  [
    'a claim to be checked',
    claim({
      step: 'check',
      claim: 'kr44_2',
      name: '이정우',
      email: 'a@b.example',
      reference: '명예',
      body: '아닙니다.',
    }),
  ],
  ['an empty appeal', own('/me/appeals/:decision', { text: ' ' })],
  ['a name that is none', own('/me/name', { name: '' })],
  ['a word that is known', desk('/console/words/add', { word: '바보', kind: 'hold' })],
]
