import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { policy } from '../../seeds/policy.ts'
import { en } from '../../src/locales/en.ts'
import { another } from '../support/another.ts'
import { kept, published, refused, told } from '../support/appeals.ts'
import { caseOf, decide, plainText, submit } from '../support/desk.ts'
import { createWorld, type Person, type World } from '../support/world.ts'

let world: World
let maya: Person
let tom: Person
let min: Person

beforeAll(async () => {
  world = await createWorld()
  maya = await world.reader()
  tom = await world.reader('Tom Ashworth')
  min = await world.staff('Han Jiwoo')
})
afterAll(() => world.close())

const html = async (path: string, as?: Person) => (await world.request(path, { as })).text()
const stateOf = async (id: string) => (await world.services.comments.byId(world.site.id, id))?.state
const discussion = (more = '') => `/a/${world.article.id}?lang=en${more}`

describe('withdrawing', () => {
  it('asks in a second step, then the comment is gone for everybody and its text is offered back', async () => {
    const comment = await published(world, maya, min)
    expect(await html(discussion(), maya)).toContain(`withdraw=${comment.id}`)
    expect(await html(discussion(), maya)).not.toContain(en.appeals.withdraw.submit)
    expect(await html(discussion(`&withdraw=${comment.id}`), maya)).toContain(en.appeals.withdraw.submit)
    const sent = await world.form(`/comments/${comment.id}/withdraw`, { lang: 'en' }, maya)
    expect(sent.status).toBe(303)
    const location = sent.headers.get('location') ?? ''
    expect(decodeURIComponent(location)).not.toContain(comment.body.slice(0, 10))
    const page = await html(location, maya)
    expect(page).toContain(en.appeals.withdraw.done)
    expect(/<textarea[^>]*name="text"[^>]*>([^<]*)</.exec(page)?.[1]).toBe(comment.body)
    for (const as of [undefined, tom]) {
      expect(await html(location, as)).not.toContain(comment.body)
      expect(await html(discussion(), as)).not.toContain(comment.body)
    }
    expect(await stateOf(comment.id)).toBe('withdrawn')
  })

  it('works on what waits too, twice is once, and comes back into the frame that it was sent from', async () => {
    const comment = await submit(world, maya, another('Waiting to go'))
    const fields = { lang: 'ko', from: 'frame', theme: 'dark' }
    const [first, second] = await Promise.all([
      world.form(`/comments/${comment.id}/withdraw`, fields, maya),
      world.form(`/comments/${comment.id}/withdraw`, fields, maya),
    ])
    expect([first.status, second.status]).toEqual([303, 303])
    expect(first.headers.get('location')).toMatch(/^\/frame\?.*theme=dark.*withdrawn=/)
    expect(await html(first.headers.get('location') ?? '', maya)).toContain(comment.body)
    expect(await stateOf(comment.id)).toBe('withdrawn')
  })

  it('is for the author alone, and not for what was refused', async () => {
    const waiting = await submit(world, maya, another('Not yours'))
    expect((await world.form(`/comments/${waiting.id}/withdraw`, {}, tom)).status).toBe(404)
    const visible = await published(world, maya, min)
    expect((await world.form(`/comments/${visible.id}/withdraw`, {}, tom)).status).toBe(404)
    expect((await world.form(`/comments/${visible.id}/withdraw`, {})).status).toBe(401)
    const { comment } = await refused(world, maya, min)
    expect((await world.form(`/comments/${comment.id}/withdraw`, {}, maya)).status).toBe(409)
    expect(await Promise.all([waiting.id, visible.id, comment.id].map(stateOf))).toEqual([
      'pending',
      'published',
      'rejected',
    ])
    expect(
      (await world.form(`/comments/${visible.id}/withdraw`, {}, maya, { origin: 'https://evil.example' }))
        .status,
    ).toBe(403)
  })
})

describe('reporting', () => {
  it('asks which clause, by its title in the reader’s language, and says what comes next', async () => {
    const comment = await published(world, maya, min)
    const page = await html(`${discussion(`&report=${comment.id}`).replace('lang=en', 'lang=ko')}`, tom)
    for (const { title } of policy.clauses) expect(plainText(page)).toContain(title.ko)
    expect(page).toContain(`/legal/notice?comment=${comment.id}`)
    const sent = await world.form(
      `/comments/${comment.id}/report`,
      { clause: 'SB-02', note: '<b>look</b>', lang: 'en', from: 'permalink', highlight: comment.id },
      tom,
    )
    expect(sent.status).toBe(303)
    const location = sent.headers.get('location') ?? ''
    expect(location).toMatch(new RegExp(`^/a/${world.article.id}/c/${comment.id}\\?`))
    expect(plainText(await html(location, tom))).toContain(en.appeals.report.done)
    const again = await world.form(`/comments/${comment.id}/report`, { clause: 'SB-01', lang: 'en' }, tom)
    expect(plainText(await html(again.headers.get('location') ?? '', tom))).toContain(
      en.appeals.report.already,
    )
    const desk = await html(`/console?case=${await caseOf(world, min, comment)}`, min)
    expect(desk).not.toContain('<b>look')
    expect(plainText(desk)).toContain('<b>look</b>')
  })

  it('refuses without a clause and gives the note back; nobody reports an own comment', async () => {
    const comment = await published(world, maya, min)
    const sent = await world.form(`/comments/${comment.id}/report`, { clause: '', note: 'My note' }, tom)
    expect(sent.status).toBe(422)
    expect(await sent.text()).toContain('My note')
    const framed = await world.form(
      `/comments/${comment.id}/report`,
      { clause: 'x', note: '', from: 'frame' },
      tom,
    )
    expect(framed.headers.get('content-security-policy')).toContain(
      'frame-ancestors https://www.ledger.example',
    )
    expect((await world.form(`/comments/${comment.id}/report`, { clause: 'SB-01' }, maya)).status).toBe(403)
    expect((await world.form(`/comments/${comment.id}/report`, { clause: 'SB-01' })).status).toBe(401)
  })

  it('shows nothing of one reader to another: what is opened is in no shared page', async () => {
    const comment = await published(world, maya, min)
    const asked = await world.request(discussion(`&report=${comment.id}`))
    expect(asked.headers.get('cache-control')).toBe('private, no-store')
    expect(plainText(await asked.text())).toContain(en.appeals.report.logIn)
    expect(await html(discussion())).not.toContain(en.appeals.report.logIn)
  })

  it('by JSON wants a key: the same again is answered the same, another body is refused', async () => {
    const comment = await published(world, maya, min)
    const path = `/v1/comments/${comment.id}/reports`
    const body = { clause: 'SB-01', note: 'Look' }
    const send = (sent: unknown, key?: string, as: Person | undefined = tom) =>
      world.json(path, sent, as, key === undefined ? {} : { 'idempotency-key': key })
    expect((await send(body)).status).toBe(400)
    const answers = [
      await send(body, 'key-00001'),
      await send(body, 'key-00001'),
      await send({ ...body, note: 'Other' }, 'key-00001'),
      await send(body, 'key-00002'),
    ]
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 422, 200])
    expect((await send({ ...body, more: 1 }, 'key-00003')).status).toBe(400)
    expect((await world.json(path, body, undefined, { 'idempotency-key': 'key-00004' })).status).toBe(401)
    const reports = await world.services.moderation.ownReports(tom.actor)
    expect(reports.filter(({ commentId }) => commentId === comment.id)).toHaveLength(1)
  })

  it('weighs less from a reader whose reports keep being dismissed, and the desk sees how often', async () => {
    const noisy = await world.reader('Noisy')
    for (let turn = 0; turn < 6; turn += 1) await kept(world, { author: maya, reporter: noisy, desk: min })
    const comment = await published(world, maya, min)
    await world.services.moderation.report(noisy.actor, {
      commentId: comment.id,
      clause: 'SB-03',
      note: '',
    })
    const caseId = await caseOf(world, min, comment)
    const item = await world.stores.moderation.item(world.site.id, caseId, world.clock.now())
    expect(item?.caseFile.factors).toEqual([{ factor: 'reported', points: 84 }])
    expect(plainText(await html(`/console?case=${caseId}`, min))).toContain('0 of 6 reports upheld')
  })
})

describe('messages', () => {
  it('come after the time for an undo, once, are counted beside the name, and are read by reading', async () => {
    const reader = await world.reader('Ines Duarte')
    const comment = await submit(world, reader, another('Tell me'))
    await decide(world, min, comment, 'approve')
    expect(await world.services.moderation.unread(reader.actor)).toBe(0)
    await told(world)
    const [decision] = await world.stores.moderation.newestDecisions(world.site.id, 1)
    await world.services.moderation.tell(world.site.id, decision?.id ?? '')
    expect(await world.services.moderation.unread(reader.actor)).toBe(1)
    expect(plainText(await html(discussion(), reader))).toContain(en.appeals.inbox.newOnes(1))
    expect(plainText(await html('/me', reader))).toContain(en.appeals.inbox.newOnes(1))
    expect(plainText(await html('/me', reader))).not.toContain(en.appeals.inbox.newOnes(1))
    expect(plainText(await html('/me', reader))).toContain(en.appeals.inbox.comment.approve)
    expect(plainText(await html('/me', tom))).not.toContain(comment.body)
  })

  it('are not sent for what was undone, nor to the author of a comment that was left alone', async () => {
    const reader = await world.reader('Quiet')
    const comment = await submit(world, reader, another('Undone'))
    await decide(world, min, comment, 'reject:SB-01')
    const [decision] = await world.stores.moderation.newestDecisions(world.site.id, 1)
    await world.services.moderation.undo(min.actor, decision?.id ?? '')
    await kept(world, { author: reader, reporter: tom, desk: min })
    await told(world)
    const messages = await world.services.moderation.messages(reader.actor, 'en')
    expect(messages.map((one) => one.decision.action)).toEqual(['approve'])
    const open = await world.services.moderation.statements(reader.actor, [comment], 'en')
    expect(open.size).toBe(0)
  })

  it('are in the download, with appeals, restrictions and strikes', async () => {
    const { unzipSync, strFromU8 } = await import('fflate')
    const reader = await world.reader('Download')
    const { decision } = await refused(world, reader, min)
    await told(world)
    await world.form(`/me/appeals/${decision.id}`, { text: '=HYPERLINK("x")' }, reader)
    const zip = await (await world.form('/me/data', {}, reader)).arrayBuffer()
    const files = unzipSync(new Uint8Array(zip))
    const data = JSON.parse(strFromU8(files['data.json'] ?? new Uint8Array()))
    expect(data.appeals).toMatchObject([{ decision: decision.id, text: '=HYPERLINK("x")', outcome: 'open' }])
    expect(data.messages).toMatchObject([{ decision: decision.id, about: 'comment' }])
    expect(data.strikes).toMatchObject([{ decision: decision.id, points: 2 }])
    expect(strFromU8(files['appeals.csv'] ?? new Uint8Array())).toContain("'=HYPERLINK")
  })
})
