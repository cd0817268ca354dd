import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { catalogue } from '../../src/locales/index.ts'
import { LANGUAGES } from '../../src/locales/language.ts'
import { CLAIM, createLegalWorld, DAY, type LegalWorld } from '../moderation/legal-world.ts'
import { decide, plainText, submit } from '../support/desk.ts'

let world: LegalWorld
beforeEach(async () => {
  world = await createLegalWorld()
})
afterEach(() => world.close())

const KEY = '019e8269-4e80-7341-ab31-79f54d23315a'
const FIELDS = { ...CLAIM, key: KEY }
const SECRETS = ['Secretname', 'private.example', 'took money. I did not']

async function post(id: string, fields: Record<string, string>, query = '&lang=en') {
  const answer = await world.form(`/legal/notice?comment=${id}${query}`, fields)
  return { status: answer.status, html: await answer.text(), headers: answer.headers }
}

const codeIn = (html: string) => /<code class="code">([A-Z2-7-]+)<\/code>/.exec(html)?.[1] ?? ''

describe('the form for a legal notice', () => {
  it('is open to anybody without a session, shows the comment, and is linked from its page', async () => {
    const comment = await world.published()
    const page = await (await world.request(`/legal/notice?comment=${comment.id}&lang=en`)).text()
    expect(plainText(page)).toContain(comment.body)
    expect(page).not.toContain('<script')
    expect(page).toContain('At most 2,000 characters.')
    const permalink = await (await world.request(`/a/${comment.articleId}/c/${comment.id}?lang=en`)).text()
    expect(permalink).toContain(`href="/legal/notice?comment=${comment.id}&amp;lang=en"`)
  })

  it('sends nothing before a second page with a statement of good faith', async () => {
    const { id } = await world.published()
    const check = await post(id, { ...FIELDS, step: 'check' })
    expect(check.html).toContain('name="goodFaith"')
    const notSworn = await post(id, { ...FIELDS, step: 'send' })
    expect(notSworn).toMatchObject({ status: 422 })
    expect(notSworn.html).toContain(catalogue('en').legal.faults.goodFaith)
    expect(notSworn.html).toMatch(/<input type="checkbox"[^>]* autofocus/)
    expect(await world.stores.moderation.noticesOn(world.site.id, id)).toEqual([])
    const back = await post(id, { ...FIELDS, step: 'edit' })
    expect(back.html).toContain(CLAIM.body)
    const sent = await post(id, { ...FIELDS, step: 'send', goodFaith: 'yes' })
    expect(sent.status).toBe(200)
    expect(codeIn(sent.html)).toMatch(/^([A-Z2-7]{4}-){5}[A-Z2-7]{4}$/)
    expect(await world.stores.moderation.noticesOn(world.site.id, id)).toMatchObject([
      { regime: 'kr44_2', claimantName: CLAIM.name, goodFaith: true, outcome: 'open' },
    ])
  })

  it('sent twice is one notice with one code; another text under the same key is refused', async () => {
    const { id } = await world.published()
    const sent = { ...FIELDS, step: 'send', goodFaith: 'yes' }
    const first = await post(id, sent)
    const second = await post(id, sent)
    expect(codeIn(second.html)).toBe(codeIn(first.html))
    expect(await world.stores.moderation.noticesOn(world.site.id, id)).toHaveLength(1)
    expect(await post(id, { ...sent, body: 'Another text.' })).toMatchObject({ status: 422 })
  })

  it('asks for name, address, law and reason, but for no name where children are abused', async () => {
    const { id } = await world.published()
    const words = catalogue('ko').legal.faults
    for (const field of ['name', 'email', 'reference', 'body'] as const) {
      const answer = await post(id, { ...FIELDS, step: 'check', [field]: ' ' }, '&lang=ko')
      expect(`${field} ${answer.status}`).toBe(`${field} 422`)
      expect(answer.html).toContain(words[field])
    }
    const unclaimed = await post(id, { ...FIELDS, step: 'check', claim: '' }, '&lang=ko')
    expect(unclaimed.html).toContain(words.claim)
    // Where it is said is below the fold of a phone.
    expect(unclaimed.html.match(/<input type="radio"[^>]* autofocus/g)).toHaveLength(1)
    const child = { ...FIELDS, claim: 'dsa16-child', name: '', email: '', reference: '' }
    expect(await post(id, { ...child, step: 'send', goodFaith: 'yes' })).toMatchObject({ status: 200 })
    const [notice] = await world.stores.moderation.noticesOn(world.site.id, id)
    expect(notice).toMatchObject({ regime: 'dsa16', claimantName: '', claimantEmail: '' })
  })

  it('keeps what was typed in a refused form, whatever it is, and prints it as text', async () => {
    const { id } = await world.published()
    const hostile = '"><img src=x onerror=alert(1)></textarea><script>1</script>'
    const typed = { name: hostile, email: hostile, reference: hostile, body: hostile }
    const refused = await post(id, { ...FIELDS, ...typed, step: 'check' })
    expect(refused.status).toBe(422)
    for (const html of [
      refused.html,
      (await post(id, { ...FIELDS, ...typed, email: 'a@b.c', step: 'check' })).html,
    ]) {
      expect(html).not.toContain('<img')
      expect(html).not.toContain('<script')
      expect(plainText(html)).toContain('onerror=alert(1)')
    }
  })

  it('refuses what is too long or malformed before it is kept', async () => {
    const { id } = await world.published()
    for (const [field, value] of [
      ['body', '가'.repeat(2_001)],
      ['body', 'e\u0301'.repeat(5_000)],
      ['name', 'n'.repeat(101)],
      ['email', `${'a'.repeat(250)}@b.cd`],
      ['reference', 'r'.repeat(201)],
    ] as const)
      expect((await post(id, { ...FIELDS, [field]: value, step: 'check' })).status).toBe(422)
    expect((await post(id, { ...FIELDS, body: '가'.repeat(2_000), step: 'check' })).status).toBe(200)
    expect((await post(id, { ...FIELDS, body: 'x'.repeat(200_000), step: 'check' })).status).toBe(413)
    expect((await post(id, { ...FIELDS, more: 'x', step: 'check' })).status).toBe(400)
  })

  it('is bounded per comment and per hour, and says so with the text kept', async () => {
    const { id } = await world.published()
    const sent = { ...FIELDS, step: 'send', goodFaith: 'yes' }
    const key = (n: number) => KEY.replace(/.{3}$/, String(100 + n))
    for (let n = 0; n < 10; n += 1) expect((await post(id, { ...sent, key: key(n) })).status).toBe(200)
    const flooded = await post(id, { ...sent, key: key(11) })
    expect(flooded.status).toBe(429)
    expect(flooded.headers.get('retry-after')).toBe('3600')
    expect(flooded.html).toContain(catalogue('en').legal.flooded)
    expect(flooded.html).toContain(CLAIM.body)
    for (let n = 0; n < 50; n += 1) {
      const other = await world.published(`Comment number ${n} of them`)
      await world.file(other)
    }
    const last = await world.published('One more of them')
    await expect(world.file(last)).rejects.toMatchObject({ type: 'rate-limited' })
    world.clock.advance(3_600_000)
    expect((await world.file(last)).notice.outcome).toBe('open')
  })

  it('is there for no comment that nobody sees, and takes nothing from another site’s page', async () => {
    const waiting = await submit(world, world.writer, 'See https://spam.example now')
    for (const id of [waiting.id, KEY, 'nothing', ''])
      expect((await world.request(`/legal/notice?comment=${id}`)).status).toBe(404)
    expect((await post(waiting.id, { ...FIELDS, step: 'send', goodFaith: 'yes' })).status).toBe(404)
    const { id } = await world.published('Fine')
    const foreign = await world.form(`/legal/notice?comment=${id}`, { ...FIELDS, step: 'send' }, undefined, {
      origin: 'https://www.ledger.example',
    })
    expect(foreign.status).toBe(403)
  })
})

describe('what became of a notice', () => {
  it('is told to whoever has the code, through every state, and to nobody else', async () => {
    const comment = await world.published()
    const { code, notice } = await world.file(comment)
    const words = catalogue('en').legal
    const status = async (typed = code) => {
      const answer = await world.request(`/legal/notice/${encodeURIComponent(typed)}?lang=en`)
      return { status: answer.status, html: await answer.text(), headers: answer.headers }
    }
    const waits = await status()
    expect(waits.html).toContain(words.states.open)
    expect(waits.headers.get('referrer-policy')).toBe('no-referrer')
    expect(waits.headers.get('cache-control')).toContain('no-store')
    expect((await status(code.toLowerCase().replaceAll('-', ' '))).status).toBe(200)
    await world.blind(comment, 7)
    const blinded = await status()
    expect(blinded.html).toContain(words.states.blinded)
    expect(plainText(blinded.html)).toContain('It may injure a right.')
    expect(blinded.html).toContain(words.redressTitle)
    world.clock.advance(7 * DAY)
    await world.services.moderation.restoreDue()
    const restored = await status()
    expect(restored.html).toContain(words.outcome.restored)
    expect(restored.html).toContain(words.byClock)
    for (const { html } of [waits, blinded, restored]) {
      for (const secret of SECRETS) expect(html).not.toContain(secret)
      expect(html).not.toContain(comment.body)
      expect(html).not.toContain(world.writer.account.displayName)
    }
    expect((await world.noticeNow(notice.id))?.codeHash).not.toContain(code.replaceAll('-', ''))
  })

  it('is not found by guessing', async () => {
    const { code } = await world.file(await world.published())
    const near = code.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))
    for (const guess of [
      near,
      code.slice(0, -1),
      `${code}A`,
      'A'.repeat(24),
      "' OR 1=1",
      '%00',
      'x'.repeat(5_000),
    ]) {
      const answer = await world.request(`/legal/notice/${encodeURIComponent(guess)}?lang=en`)
      expect(answer.status).toBe(404)
      expect(await answer.text()).not.toContain(catalogue('en').legal.statusTitle)
    }
    const asked = await world.request(`/legal/notice?code=${code}&lang=ko`)
    expect(asked.headers.get('location')).toBe(`/legal/notice/${code}?lang=ko`)
  })
})

describe.each(LANGUAGES)('a blinded comment (%s)', (language) => {
  const marker = catalogue(language).legal.marker.claimed('@').split('@')

  it('says on the board that it is hidden and until when, with or without replies, and shows nothing of it', async () => {
    const top = await world.published('The first thing I know about him')
    const answered = await world.published('A second thing that I know')
    const { comment: reply } = await world.services.comments.submit(
      world.writer.actor,
      { site: world.site, article: world.article },
      { text: 'My answer to the second', parent: answered.id },
      null,
    )
    await decide(world, world.moderator, reply, 'approve')
    for (const hidden of [top, reply]) {
      await world.file(hidden)
      await world.blind(hidden)
    }
    const paths = [
      `/a/${top.articleId}?lang=${language}`,
      `/frame?site=ledger&article=${world.article.key}&lang=${language}`,
      `/a/${top.articleId}/c/${answered.id}?lang=${language}`,
      `/a/${top.articleId}/c/${top.id}?lang=${language}`,
      `/v1/articles/${top.articleId}/comments`,
      `/legal/notice?comment=${top.id}&lang=${language}`,
    ]
    for (const path of paths) {
      const html = await (await world.request(path)).text()
      expect(html).not.toContain('The first thing')
      expect(html).not.toContain('My answer')
      for (const secret of SECRETS) expect(html).not.toContain(secret)
    }
    const board = await (await world.request(paths[0] ?? '')).text()
    const shown = plainText(board).split(marker[0] === '' ? (marker[1] ?? '') : (marker[0] ?? ''))
    expect(shown).toHaveLength(3)
    expect(board).toContain(`id="c-${top.id}"`)
    expect(board).toContain(`id="c-${reply.id}"`)
  })

  it('is kept back at its own address by the law, with the article’s card and no copy in the search engines', async () => {
    const comment = await world.published('The only thing I know about him')
    await world.blind(comment)
    const answer = await world.request(`/a/${comment.articleId}/c/${comment.id}?lang=${language}`)
    const html = await answer.text()
    expect(answer.status).toBe(451)
    expect(html).toContain('content="noindex"')
    expect(html).not.toContain('/cards/c/')
    expect(html).not.toContain('The only thing')
    world.clock.advance(30 * DAY)
    await world.services.moderation.restoreDue()
    const back = await world.request(`/a/${comment.articleId}/c/${comment.id}?lang=${language}`)
    expect(back.status).toBe(200)
    expect(await back.text()).toContain('The only thing')
  })

  it('that nobody had seen leaves no mark', async () => {
    const waiting = await submit(world, world.writer, 'See https://spam.example now')
    await world.blind(waiting)
    const board = await (await world.request(`/a/${waiting.articleId}?lang=${language}`)).text()
    expect(board).not.toContain(waiting.id)
    const own = await world.request(`/a/${waiting.articleId}/c/${waiting.id}?lang=${language}`)
    expect(own.status).toBe(200)
  })
})
