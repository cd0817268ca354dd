import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uuidv7 } from '../../src/kernel/ids.ts'
import { catalogue } from '../../src/locales/index.ts'
import { newest } from '../support/appeals.ts'
import { decide, submit } from '../support/desk.ts'
import {
  approve,
  createLoginWorld,
  type LoginWorld,
  linkIn,
  SESSION,
  signInByPage,
  unescapeHtml,
  valueIn,
  visit,
} from './login-world.ts'

const REASON = 'Because of the words.'
const LANGUAGES = ['en', 'ko'] as const

let world: LoginWorld
let path: string
let decisionId: string

beforeAll(async () => {
  world = await createLoginWorld()
  const maya = visit(world)
  await signInByPage(maya, world.article, 'maya', 'Maya Okafor')
  const viewer = await world.services.accounts.viewer(maya.cookies.get(SESSION) ?? '', 'reader')
  if (!viewer) throw new Error('nobody is logged in')
  const { id: accountId, siteId } = viewer.account
  const author = await world.reader('the same')
  const actor = { type: 'reader', siteId, accountId, articleId: null } as const
  const comment = await submit(world, { ...author, actor }, 'Words that are refused.')
  await decide(world, await world.staff(), comment, 'reject:SB-01', REASON)
  decisionId = (await newest(world)).id
  path = `/me/appeals/${decisionId}`
})
afterAll(() => world.close())

describe('a link to an appeal, in a browser that is not logged in', () => {
  it.each(LANGUAGES)('leads to a login that says why, and from there to the appeal (%s)', async (lang) => {
    const visitor = visit(world)
    const away = (await visitor.get(`${path}?lang=${lang}`)).headers.get('location') ?? ''
    expect(away).toBe(`/login?site=ledger&lang=${lang}&appeal=${decisionId}`)
    const page = unescapeHtml(await (await visitor.get(away)).text())
    expect(page).toContain(catalogue(lang).reader.login.appealWhy)
    const fields = { site: valueIn(page, 'site'), appeal: valueIn(page, 'appeal'), lang }
    const leaving = await (await visitor.form('/login/x', fields)).text()
    const back = await visitor.get(await approve(new URL(linkIn(leaving)), 'maya'))
    expect(back.headers.get('location')).toBe(`${path}?lang=${lang}`)
    const appeal = await (await visitor.get(`${path}?lang=${lang}`)).text()
    expect(appeal).toContain(REASON)
    expect(appeal).toContain('<textarea')
  })

  it('comes back to that login after one that failed', async () => {
    const visitor = visit(world)
    const fields = { site: 'ledger', appeal: decisionId, lang: 'en' }
    const leaving = new URL(linkIn(await (await visitor.form('/login/x', fields)).text()))
    const state = leaving.searchParams.get('state') ?? ''
    const failed = await visitor.get(
      `/login/x/callback?${new URLSearchParams({ state, error: 'access_denied' })}`,
    )
    expect(linkIn(await failed.text())).toBe(`/login?site=ledger&lang=en&appeal=${decisionId}`)
  })

  it('is not there for a decision that is not, and no address of a stranger gets into the login', async () => {
    const visitor = visit(world)
    expect((await visitor.get(`/me/appeals/${uuidv7(world.clock.now())}`)).status).toBe(404)
    const page = await (await visitor.get('/login?site=ledger&appeal=https://evil.example/')).text()
    expect(page).not.toContain('evil.example')
    expect(page).toContain(catalogue('en').reader.login.chooseWhy)
    const forged = await visitor.form('/login/x', { site: 'ledger', appeal: '//evil.example', lang: 'en' })
    expect(forged.status).toBe(422)
  })
})
