import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createOutbound } from '../../src/adapters/outbound.ts'
import { OUTSIDE_TIMEOUT_MS } from '../../src/features/comments/outside-check.ts'
import { MINUTE } from '../../src/kernel/clock.ts'
import { Problem } from '../../src/kernel/errors.ts'
import { caseOf, decide, plainText, submit, withFile } from '../support/desk.ts'
import { createWorld, type Person, type World } from '../support/world.ts'
import { dripping, type OutsidePeer, startOutsidePeer, text, verdict } from './outside-peer.ts'

let peer: OutsidePeer
let world: World
let maya: Person
let desk: Person
beforeAll(async () => {
  peer = await startOutsidePeer()
  world = await createWorld({
    site: { mode: 'flagged-only', outsideCheck: { url: peer.url } },
    outbound: createOutbound({ allow: [peer.host] }),
  })
  maya = await world.reader('Maya Okafor')
  desk = await world.staff()
})
afterAll(async () => {
  await world.close()
  await peer.close()
})

let sent = 0
async function send(answer: OutsidePeer['answer'], body?: string) {
  peer.answer = answer
  sent += 1
  const comment = await submit(world, maya, body ?? `A calm remark, number ${sent} of them`)
  const results: { check: string; outcome: string; evidence: string }[] = withFile(world, (db) =>
    JSON.parse(
      String(db.prepare('SELECT results FROM screenings WHERE comment_id = ?').pluck().get(comment.id)),
    ),
  )
  return { comment, result: results.find(({ check }) => check === 'outside-check') }
}

/** The example of the page for web teams, as they would paste it. */
async function fromTheDocs() {
  const page = readFileSync('docs/outside-check.md', 'utf8')
  const code = /```js\n([\s\S]*?)```/.exec(page)?.[1] ?? ''
  return import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`) as Promise<{
    isFromBrevier(headers: Record<string, unknown>, body: Buffer, key: string): boolean
  }>
}

describe('the paper’s own check', () => {
  it('lets a comment pass or wait, and its note stands in the console', async () => {
    expect((await send(verdict({ verdict: 'pass' }))).comment.state).toBe('published')
    const { comment, result } = await send(
      verdict({ verdict: 'hold', note: 'names a <b>minor</b>\n\u202e!' }),
    )
    expect(comment.state).toBe('pending')
    expect(result).toMatchObject({ outcome: 'outside-check', evidence: 'names a <b>minor</b> !' })
    const caseId = await caseOf(world, desk, comment)
    const html = await (await world.request(`/console?case=${caseId}`, { as: desk })).text()
    expect(html).not.toContain('<b>minor')
    expect(plainText(html)).toContain('the paper’s own check asks for a review: “names a <b>minor</b> !”')
  })

  it('cannot publish what another check holds', async () => {
    const { comment } = await send(verdict({ verdict: 'pass' }), 'Read https://evil.example/ today')
    expect(comment.state).toBe('pending')
  })

  it('is asked by a request that the documented example believes, and no other', async () => {
    await send(verdict({ verdict: 'pass' }))
    const { headers, body } = peer.asked.at(-1) ?? { headers: {}, body: '' }
    const { isFromBrevier } = await fromTheDocs()
    const key = await world.services.outsideCheck.signingKey(world.site.id)
    const now = Date.now
    Date.now = () => world.clock.now()
    try {
      expect(isFromBrevier(headers, Buffer.from(body), key)).toBe(true)
      expect(isFromBrevier(headers, Buffer.from(body.replace('calm', 'rude')), key)).toBe(false)
      expect(isFromBrevier({ ...headers, 'webhook-id': 'msg_other' }, Buffer.from(body), key)).toBe(false)
      const other = await world.services.outsideCheck.signingKey('another site')
      expect(isFromBrevier(headers, Buffer.from(body), other)).toBe(false)
      Date.now = () => world.clock.now() + 600_000
      expect(isFromBrevier(headers, Buffer.from(body), key)).toBe(false)
    } finally {
      Date.now = now
    }
  })

  it('is told the text and the article, and nothing of the account', async () => {
    await send(verdict({ verdict: 'pass' }), 'What it is told')
    const { headers, body } = peer.asked.at(-1) ?? { headers: {}, body: '{}' }
    const { key, url, headline, language } = world.article
    expect(JSON.parse(body)).toEqual({
      type: 'comment.check',
      site: 'ledger',
      article: { key, url, headline, language },
      comment: { text: 'What it is told', isReply: false },
    })
    for (const secret of [maya.account.id, 'Maya', maya.token])
      expect(JSON.stringify(headers) + body).not.toContain(secret)
  })

  it('is named where readers look up who sees what they write, and only where there is one', async () => {
    const told = 'A service of the paper’s own that looks at a comment before it is published'
    const page = async () => plainText(await (await world.request('/privacy')).text())
    expect(await page()).toContain(told)
    await world.services.sites.update('ledger', { outsideCheck: null })
    expect(await page()).not.toContain(told)
    await world.services.sites.update('ledger', { outsideCheck: { url: peer.url } })
  })

  it('is not asked about a comment that is refused', async () => {
    const before = peer.asked.length
    await expect(submit(world, maya, 'What it is told')).rejects.toThrow(Problem)
    expect(peer.asked).toHaveLength(before)
  })

  it('is asked once for a comment that meets another of the same account on its way', async () => {
    const before = peer.asked.length
    peer.answer = verdict({ verdict: 'pass' })
    const both = await Promise.all([
      submit(world, maya, 'The one at once'),
      submit(world, maya, 'And the other'),
    ])
    expect(both.map(({ state }) => state)).toEqual(['published', 'published'])
    expect(peer.asked).toHaveLength(before + 2)
  })
})

describe('an answer that cannot be used holds the comment, and never loses it', () => {
  // So that what was silent in the test before is asked again.
  beforeEach(() => world.clock.advance(MINUTE))

  const cases: [string, OutsidePeer['answer'], string][] = [
    ['another verdict', verdict({ verdict: 'publish' }), 'no verdict'],
    ['a verdict in a list', verdict([{ verdict: 'pass' }]), 'no verdict'],
    ['a verdict that is an object', verdict({ verdict: { toString: 'pass' } }), 'no verdict'],
    ['a note that is none', verdict({ verdict: 'pass', note: 7 }), 'no verdict'],
    ['a page', text('<html>pass</html>'), 'no verdict'],
    ['nothing', text(''), 'no verdict'],
    ['bytes that are no text', text(Buffer.from([0x7b, 0xff, 0xfe, 0x7d])), 'no verdict'],
    ['deep nesting', text('['.repeat(4_000)), 'no verdict'],
    ['an error with a verdict', verdict({ verdict: 'pass' }, 500), 'status 500'],
    ['success of another kind', verdict({ verdict: 'pass' }, 203), 'status 203'],
    ['a megabyte', text(`{"verdict":"pass","note":"${'x'.repeat(1_000_000)}"}`), 'too-large'],
    ['a compressed verdict', text(gzipSync('{"verdict":"pass"}'), { 'content-encoding': 'gzip' }), 'network'],
    ['a broken connection', (response) => response.destroy(), 'network'],
    ['half an answer', text('{"verdict":"pass"}', { 'content-length': '200' }), 'network'],
    ['silence', () => {}, 'timeout'],
    ['one byte now and then', dripping, 'timeout'],
  ]

  // Another process may have had the machine just then.
  it.each(cases)('%s', { retry: 2 }, async (_, answer, reason) => {
    const begin = performance.now()
    const { comment, result } = await send(answer)
    expect(performance.now() - begin).toBeLessThan(OUTSIDE_TIMEOUT_MS + 700)
    expect(comment.state).toBe('pending')
    expect(result).toMatchObject({ outcome: 'outside-check-failed', evidence: reason })
  })

  it('a redirect, wherever it leads: it is not followed', async () => {
    const before = peer.asked.length
    const { result } = await send((response) => response.writeHead(307, { location: peer.url }).end())
    expect(result).toMatchObject({ outcome: 'outside-check-failed', evidence: 'status 307' })
    expect(peer.asked).toHaveLength(before + 1)
  })

  it('an address inside the house: nobody there is asked', async () => {
    const hidden = await createWorld({
      site: { mode: 'flagged-only', outsideCheck: { url: peer.url } },
      outbound: createOutbound(),
    })
    try {
      const before = peer.asked.length
      expect((await submit(hidden, await hidden.reader(), 'A calm remark')).state).toBe('pending')
      expect(peer.asked).toHaveLength(before)
    } finally {
      await hidden.close()
    }
  })

  it('others write on while one waits for it, and the moderator can decide as ever', async () => {
    let answered = false
    const slow = send(() => {}).finally(() => {
      answered = true
    })
    // A write of somebody else goes through meanwhile: no lock is held.
    await world.putArticle()
    expect(answered).toBe(false)
    const { comment } = await slow
    await decide(world, desk, comment, 'approve')
    expect((await world.stores.comments.byId(world.site.id, comment.id))?.state).toBe('published')
  })

  it('says in the log which site and why, never what was written or the key', async () => {
    const lines = world.log.filter((line) => line.includes('outside check'))
    expect(lines.join('\n')).toContain('"reason":"timeout"')
    expect(lines.join('\n')).not.toMatch(/calm remark|whsec_|127\.0\.0\.1/)
  })
})
