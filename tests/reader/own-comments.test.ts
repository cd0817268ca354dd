import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { policy } from '../../seeds/policy.ts'
import { type Comment, PAGE_SIZE } from '../../src/features/comments/model.ts'
import { MINUTE } from '../../src/kernel/clock.ts'
import { catalogue } from '../../src/locales/index.ts'
import { LANGUAGES } from '../../src/locales/language.ts'
import { appeal, newest, published, told } from '../support/appeals.ts'
import { decide, plainText, submit } from '../support/desk.ts'
import { createWorld, type Person, type World } from '../support/world.ts'

let world: World
let maya: Person
let tom: Person
let min: Person
beforeEach(async () => {
  world = await createWorld()
  ;[maya, tom, min] = [await world.reader(), await world.reader('Tom Ashworth'), await world.staff()]
})
afterEach(() => world.close())

const REASON = 'Criticise the <plan>, not the person.'
const clause = policy.clauses.find(({ id }) => id === 'SB-01')

/** Every place where the author of a comment meets it. */
const places = ({ id }: Comment, language: string) => [
  `/a/${world.article.id}?lang=${language}`,
  `/frame?site=ledger&article=${world.article.key}&lang=${language}`,
  `/a/${world.article.id}/c/${id}?lang=${language}`,
  `/frame?site=ledger&article=${world.article.key}&lang=${language}&comment=${id}`,
]
const read = async (path: string, as?: Person) => (await world.request(path, { as })).text()

/** The comment as it is printed there, or nothing. */
async function shown({ id }: Comment, path: string, as?: Person): Promise<{ html: string; text: string }> {
  const html = new RegExp(`<article id="c-${id}".*?</article>`, 's').exec(await read(path, as))?.[0] ?? ''
  return { html, text: plainText(html.replaceAll('<', ' <')).replace(/\s+/g, ' ') }
}

async function refused(): Promise<{ comment: Comment; decisionId: string }> {
  const comment = await submit(world, maya, 'You are a fool, all of you')
  world.clock.advance(MINUTE)
  await decide(world, min, comment, 'reject:SB-01', REASON)
  return { comment, decisionId: (await newest(world)).id }
}

describe.each(LANGUAGES)('one’s own comment (%s)', (language) => {
  const { reader, appeals } = catalogue(language)

  it('that waits says so, and that nobody else sees it', async () => {
    const comment = await submit(world, maya, 'Has this been read?')
    for (const path of places(comment, language)) {
      const { html, text } = await shown(comment, path, maya)
      expect(html).toContain('data-state="pending"')
      for (const part of ['Has this been read?', reader.comment.states.pending, reader.comment.onlyYou])
        expect(text).toContain(part)
      expect(text).toContain(appeals.withdraw.link)
      expect(html).not.toContain('class="why"')
      for (const as of [tom, undefined]) expect((await shown(comment, path, as)).html).toBe('')
    }
  })

  it('that was refused comes with clause, reason, its text to copy and the way to appeal', async () => {
    const { comment, decisionId } = await refused()
    for (const path of places(comment, language)) {
      const { html, text } = await shown(comment, path, maya)
      const inFrame = path.startsWith('/frame')
      expect(html).toContain('data-state="rejected"')
      for (const part of [
        comment.body,
        reader.comment.states.rejected,
        'SB-01',
        clause?.title[language],
        REASON,
      ])
        expect(text).toContain(part)
      expect(html).not.toContain('<plan>')
      expect(html).toMatch(/<button class="plain scripted"[^>]* data-copy=".body"/)
      expect(text).toContain(reader.reading.copy)
      const link = new RegExp(
        `<a href="/me/appeals/${decisionId}\\?lang=${language}"([^>]*)>([^<]*)</a>`,
      ).exec(html)
      expect(link?.[2]).toBe(appeals.appeal)
      expect(link?.[1]?.includes('target="_blank"')).toBe(inFrame)
      // What was refused is over: nothing to withdraw, and nothing to report.
      expect(html).not.toMatch(/withdraw=|report=/)
      for (const as of [tom, undefined]) {
        const page = await read(path, as)
        expect(plainText(page)).not.toContain('Criticise the')
        expect(page).not.toContain(comment.body)
      }
    }
  })

  it('that is appealed says since when, and leads to the appeal', async () => {
    const { comment, decisionId } = await refused()
    expect((await appeal(world, maya, decisionId)).status).toBeLessThan(400)
    for (const path of places(comment, language)) {
      const { html, text } = await shown(comment, path, maya)
      expect(html).toContain('data-state="appealed"')
      expect(text).toContain(appeals.states.open('@').split('@').at(-1))
      expect(html).toMatch(new RegExp(`href="/me/appeals/${decisionId}[^>]*>${appeals.seeAppeal}<`))
    }
  })

  it('that was removed after others had read it is told to its author, and nobody’s to read', async () => {
    const comment = await published(world, maya, min)
    await world.services.moderation.report(tom.actor, { commentId: comment.id, clause: 'SB-01', note: '' })
    await decide(world, min, comment, 'reject:SB-01', REASON)
    for (const path of places(comment, language)) {
      expect((await shown(comment, path, maya)).text).toContain(clause?.title[language])
      expect(await read(path, tom)).not.toContain(comment.body)
    }
  })
})

describe('the list of one’s own', () => {
  const page = () => `/a/${world.article.id}?lang=en`
  const ids = (html: string, list: string) => {
    const part =
      new RegExp(`<(?:ol|div)(?: class="[^"]*")? id="${list}"[^>]*>(.*?)</ol>`, 's').exec(html)?.[1] ?? ''
    return Array.from(part.matchAll(/<article id="c-([^"]+)"/g), ([, id]) => id)
  }

  it('is the same after every reload, newest first, and holds nothing that everybody reads', async () => {
    const waiting = await submit(world, maya, 'The first that waits')
    world.clock.advance(MINUTE)
    const seen = await published(world, maya, min)
    world.clock.advance(MINUTE)
    const { comment } = await refused()
    const settled = (html: string) => html.replace(/(name="key" value=")[^"]+/, '$1')
    const first = settled(await read(page(), maya))
    expect([ids(first, 'mine'), ids(first, 'thread')]).toEqual([[comment.id, waiting.id], [seen.id]])
    expect(settled(await read(page(), maya))).toBe(first)
    expect(ids(await read(page(), tom), 'mine')).toEqual([])
  })

  it('has what was just sent, in the state that it was given, at the place that the answer leads to', async () => {
    const sent = await world.form(`/a/${world.article.id}/comments`, { text: 'Just sent', lang: 'en' }, maya)
    const location = sent.headers.get('location') ?? ''
    expect(sent.status).toBe(303)
    const [path = '', anchor] = location.split('#')
    const html = await read(path, maya)
    expect(html).toContain(`<article id="${anchor}"`)
    expect(ids(html, 'mine').map((id) => `c-${id}`)).toEqual([anchor])
  })

  it('says of a reply what it answers', async () => {
    const parent = await published(world, tom, min)
    const input = { text: 'My answer', parent: parent.id }
    const place = { site: world.site, article: world.article }
    const { comment } = await world.services.comments.submit(maya.actor, place, input, null)
    const { html, text } = await shown(comment, page(), maya)
    expect(text).toContain('Your reply')
    expect(html).toContain(`href="/a/${world.article.id}/c/${parent.id}?lang=en"`)
  })

  it('ends with a withdrawal, and a published one is then among the others', async () => {
    const [gone, read_] = [
      await submit(world, maya, 'To be withdrawn'),
      await submit(world, maya, 'To be read'),
    ]
    await world.services.moderation.withdraw(maya.actor, gone.id)
    await decide(world, min, read_, 'approve')
    const html = await read(page(), maya)
    expect([ids(html, 'mine'), ids(html, 'thread')]).toEqual([[], [read_.id]])
    expect(html).not.toContain('To be withdrawn')
  })

  it('of another article is not here', async () => {
    const elsewhere = await world.putArticle()
    const comment = await submit(world, maya, 'Under another article', elsewhere)
    for (const path of places(comment, 'en').filter((one) => !one.includes('/c/')))
      expect(await read(path, maya)).not.toContain('Under another article')
  })
})

describe('the own page', () => {
  const more = (html: string) => /href="(\/me\?[^"]*cursor=[^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&')
  const count = (html: string) => html.match(/<article id="c-/g)?.length ?? 0

  it('leads on where there is more, and nowhere else', async () => {
    for (let at = 1; at <= PAGE_SIZE; at += 1) {
      await submit(world, maya, `Comment number ${at} of mine`)
      world.clock.advance(MINUTE)
    }
    const full = await read('/me?lang=en', maya)
    expect([count(full), more(full)]).toEqual([PAGE_SIZE, undefined])
    await submit(world, maya, 'One more than a page holds')
    const first = await read('/me?lang=en', maya)
    const next = more(first) ?? ''
    expect([count(first), next]).toEqual([PAGE_SIZE, expect.stringContaining('/me?lang=en&cursor=')])
    const second = await read(next, maya)
    expect([count(second), more(second)]).toEqual([1, undefined])
    expect(second).toContain('Comment number 1 of mine')
  })

  it('counts a message as read where it was shown, and as new until then', async () => {
    const { inbox } = catalogue('en').appeals
    const isNew = (html: string) => html.includes(`<span class="chip wait">${inbox.isNew}</span>`)
    for (let at = 0; at <= PAGE_SIZE; at += 1) await submit(world, maya, `Written by me, ${at}`)
    const next = more(await read('/me?lang=en', maya)) ?? ''
    await refused()
    await told(world)
    // The older comments, beside which no message stands.
    expect(isNew(await read(next, maya))).toBe(false)
    expect(isNew(await read('/me?lang=en', maya))).toBe(true)
    expect(isNew(await read('/me?lang=en', maya))).toBe(false)
  })
})
