import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { catalogue } from '../../src/locales/index.ts'
import { createLegalWorld, DAY, type LegalWorld } from '../moderation/legal-world.ts'
import { plainText, submit } from '../support/desk.ts'

let world: LegalWorld
beforeEach(async () => {
  world = await createLegalWorld()
})
afterEach(() => world.close())

const text = catalogue('en').legal.desk
const GROUND = { law: 'KR Network Act 44-2', clause: '', explanation: 'It may injure a right.' }

async function page(path: string, as = world.senior): Promise<string> {
  const answer = await world.request(path, { as })
  expect(answer.status).toBe(200)
  return answer.text()
}

function act(id: string, name: string, fields: Record<string, string>, as = world.senior): Promise<Response> {
  return world.form(`/console/notices/comments/${id}/${name}`, fields, as)
}

describe('the desk’s list of legal notices', () => {
  it('shows what is due, what is overdue and what was decided, and counts in the navigation', async () => {
    const comment = await world.published()
    const { notice } = await world.file(comment)
    const open = await page('/console/notices')
    expect(plainText(open)).toContain(`${catalogue('en').console.pages.menu.notices} 1`)
    expect(plainText(open)).toContain(text.dueIn('24 hr').replace('24 hr', '1 day'))
    expect(open).not.toContain(text.pressing(1))
    world.clock.advance(DAY + 3_600_000)
    const senior = await world.staff('Yoon Seo', 'senior')
    const late = await page('/console/notices', senior)
    expect(plainText(late)).toContain(text.overdue('1 hr'))
    expect(late).toContain(text.pressing(1))
    const { version } = await world.now(comment)
    const refused = await act(
      comment.id,
      'refuse',
      { version: `${version}`, notice: notice.id, explanation: 'It is a fact of record.' },
      senior,
    )
    expect(refused.headers.get('location')).toBe(`/console/notices/${notice.id}?done=refuse`)
    expect(await page('/console/notices', senior)).toContain(text.none.open)
    expect(await page('/console/notices?filter=decided', senior)).toContain(notice.id)
  })

  it('warns of a blind from the twenty-third day on, with or without a notice', async () => {
    const comment = await world.published()
    await world.blind(comment)
    world.clock.advance(22 * DAY)
    const on22 = await page('/console/notices?filter=blinded', await world.staff('A', 'senior'))
    expect(plainText(on22)).toContain(text.endsIn('8 days'))
    expect(on22).toContain(text.ownGround)
    world.clock.advance(DAY)
    const on23 = await page('/console/notices?filter=blinded', await world.staff('B', 'senior'))
    expect(plainText(on23)).toContain(text.endsSoon('7 days'))
    expect(on23).toContain(text.pressing(1))
  })

  it('is closed to moderators and readers, who are told that there is a notice and no more', async () => {
    const waiting = await submit(world, world.writer, 'See https://spam.example for his accounts')
    const comment = await world.published()
    const { notice } = await world.file(comment)
    const moderator = world.moderator
    for (const path of [
      '/console/notices',
      `/console/notices/${notice.id}`,
      `/console/notices/new?comment=${comment.id}`,
    ])
      expect((await world.request(path, { as: moderator })).status).toBe(403)
    for (const name of ['blind', 'restore', 'remove'])
      expect(
        (await act(comment.id, name, { version: '2', ...(name === 'restore' ? {} : GROUND) }, moderator))
          .status,
      ).toBe(403)
    expect((await act(comment.id, 'blind', { version: '2', ...GROUND }, world.writer)).status).toBe(401)
    const taken = await world.services.moderation.queue(moderator.actor, {
      order: 'oldest',
      filter: 'all',
      limit: 9,
    })
    expect(taken.map((item) => item.comment.id)).toEqual([waiting.id])
    const reporter = await world.reader('Reporter')
    await world.services.moderation.report(reporter.actor, {
      commentId: comment.id,
      clause: 'SB-06',
      note: '',
    })
    const items = await world.services.moderation.queue(moderator.actor, {
      order: 'oldest',
      filter: 'all',
      limit: 9,
    })
    const reported = items.find((item) => item.comment.id === comment.id)
    const review = await page(`/console?case=${reported?.caseFile.id}`, moderator)
    expect(review).toContain(text.mark)
    expect(review).not.toContain(notice.id)
    expect(review).not.toContain('Secretname')
    world.clock.advance(6 * 60_000)
    expect(await page(`/console?case=${reported?.caseFile.id}`)).toContain(`/console/notices/${notice.id}`)
  })
})

describe('a comment’s legal file', () => {
  it('blinds, restores and removes by plain forms, and says what was done', async () => {
    const comment = await world.published()
    const { notice } = await world.file(comment)
    const file = await page(`/console/notices/${notice.id}`)
    for (const known of ['Secretname', 'claimant@private.example', comment.body])
      expect(plainText(file)).toContain(known)
    const fields = { version: '2', notice: notice.id, ...GROUND }
    const blinded = await act(comment.id, 'blind', { ...fields, days: '12' })
    expect(blinded.status).toBe(303)
    expect(await world.now(comment)).toMatchObject({ state: 'blinded' })
    // Nothing waits for an answer, and yet the navigation counts one: the list says where it is.
    const list = await page('/console/notices?lang=en')
    expect(plainText(list)).toContain(`${text.none.open} ${text.filters.blinded} 1`)
    expect(await page(`/console/comments/${comment.id}?lang=en`)).toContain(
      `/console/notices/new?comment=${comment.id}`,
    )
    expect(await page(`/console/notices/${notice.id}?done=blind`)).toContain(text.done.blind)
    const restored = await act(comment.id, 'restore', { version: '3', notice: notice.id, explanation: '' })
    expect(restored.status).toBe(303)
    const removed = await act(comment.id, 'remove', { version: '4', ...GROUND, law: '', clause: 'SB-06' })
    expect(removed.headers.get('location')).toBe(`/console/notices/new?comment=${comment.id}&done=remove`)
    expect(await world.now(comment)).toMatchObject({ state: 'rejected' })
    for (const decided of ['restored', 'rejected'])
      expect(plainText(await page(`/console/notices/${notice.id}`))).toContain(decided)
  })

  it('keeps what was written when it is refused, and says why', async () => {
    const comment = await world.published()
    for (const [days, law] of [
      ['31', GROUND.law],
      ['x', GROUND.law],
      ['5', ''],
    ] as const) {
      const refused = await act(comment.id, 'blind', { version: '2', ...GROUND, law, days })
      expect(refused.status).toBe(422)
      expect(plainText(await refused.text())).toContain(GROUND.explanation)
    }
    const long = 'x'.repeat(501)
    const endless = await act(comment.id, 'blind', { version: '2', ...GROUND, explanation: long, days: '5' })
    const said = plainText(await endless.text())
    for (const part of ['Say why, in at most 500 characters.', long]) expect(said).toContain(part)
    const stale = await act(comment.id, 'blind', { version: '1', ...GROUND, days: '5' })
    expect(stale.status).toBe(409)
    expect(await world.now(comment)).toMatchObject({ state: 'published' })
  })

  it('enters an order once, however often the form is sent', async () => {
    const comment = await world.published()
    const html = await page(`/console/notices/new?comment=${comment.id}`)
    const key = /name="key" value="([^"]+)"/.exec(html)?.[1] ?? ''
    const order = { authority: 'Seoul Central District Court', reference: '2026Ka1', body: 'Hide it.', key }
    const first = await act(comment.id, 'order', order)
    const second = await act(comment.id, 'order', order)
    expect(second.headers.get('location')).toBe(first.headers.get('location'))
    expect(await world.stores.moderation.noticesOn(world.site.id, comment.id)).toHaveLength(1)
  })

  it('prints a hostile claim as text and is there for no other site', async () => {
    const hostile = '<script>alert(1)</script><img src=x onerror=alert(1)>'
    const comment = await world.published(hostile)
    const { notice } = await world.file(comment, { name: hostile, reference: hostile, body: hostile })
    await world.blind(comment)
    for (const path of [`/console/notices/${notice.id}`, '/console/notices?filter=blinded'])
      expect(await page(path)).not.toMatch(/<script>alert|<img src=x/)
    const missing = notice.id.replace(/.$/, (last) => (last === '0' ? '1' : '0'))
    expect((await world.request(`/console/notices/${missing}`, { as: world.senior })).status).toBe(404)
  })
})
