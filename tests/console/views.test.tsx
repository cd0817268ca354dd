import { describe, expect, it } from 'vitest'
import { EnterPage } from '../../src/console/enter.tsx'
import { LogPage } from '../../src/console/log.tsx'
import { QueuePage, type QueuePageProps } from '../../src/console/queue.tsx'
import { DAY, MINUTE } from '../../src/kernel/clock.ts'
import { catalogue } from '../../src/locales/index.ts'
import { decision, item, KEY_CLAUSES, ME, MY_LEASE, NOW, OTHER_CLAUSES, open, page } from './queue-fixture.ts'

const render = async (props: Partial<QueuePageProps> = {}) => (await QueuePage(page(props))).toString()
const opened = (sketch: Parameters<typeof item>[0], rest: Parameters<typeof open>[1] = {}) => {
  const one = item(sketch)
  return { items: [one], opened: open(one, rest) }
}
const formOf = (html: string, id: string) =>
  new RegExp(`<form[^>]*id="${id}"[\\s\\S]*?</form>`).exec(html)?.[0] ?? ''
const someoneElse = {
  holderId: 'staff-2',
  holderName: 'Seo Yuna',
  token: 'secret-of-yuna',
  expiresAt: NOW + 2 * MINUTE,
}
const words = catalogue('en').console

describe('a decision from the page', () => {
  it('offers the nine key clauses as buttons that name their clause and key', async () => {
    const form = formOf(await render(), 'decide')
    const buttons = [
      ...form.matchAll(/<button type="submit" name="decision" value="([^"]+)" aria-keyshortcuts="(\d)"/g),
    ]
    expect(buttons.map(([, value, key]) => [value, key])).toEqual(
      KEY_CLAUSES.map(({ id }, index) => [`reject:${id}`, `${index + 1}`]),
    )
    expect(form.match(/severity \d of 4/g)).toHaveLength(KEY_CLAUSES.length)
  })

  it.each(['decide', 'other'])('sends version, claim, time and view with the form %s', async (id) => {
    const form = formOf(await render({ view: { order: 'oldest', filter: 'reported', language: 'en' } }), id)
    expect(form).toContain('method="post" action="/console/cases/case-1/decision"')
    const fields = new Map(
      [...form.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map((m) => [m[1], m[2]]),
    )
    expect(Object.fromEntries(fields)).toEqual({
      version: '3',
      lease: MY_LEASE.token,
      shown: `${NOW}`,
      order: 'oldest',
      filter: 'reported',
      lang: 'en',
    })
  })

  it('approves through the same form, and keeps where readers already see the comment', async () => {
    expect(await render()).toMatch(/form="decide" class="button approve" name="decision" value="approve"/)
    const reported = await render(opened({ state: 'published', reports: [['SB-05', '']] }))
    expect(reported).toMatch(/form="decide" class="button approve" name="decision" value="keep"/)
    expect(reported).not.toContain('value="approve"')
  })

  it('lets go of a case with its claim', async () => {
    const skip = /<form method="post" action="\/console\/cases\/case-1\/skip">[\s\S]*?<\/form>/.exec(
      await render(),
    )?.[0]
    expect(skip).toContain(`name="lease" value="${MY_LEASE.token}"`)
    expect(skip).toContain('name="order"')
    expect(skip).toContain('name="filter"')
  })

  it('offers every clause with a note in the other panel', async () => {
    const form = formOf(await render(), 'other')
    const radios = [...form.matchAll(/name="clause" value="([^"]+)"/g)].map(([, id]) => id)
    expect(radios).toEqual([...OTHER_CLAUSES, ...KEY_CLAUSES].map(({ id }) => id))
    expect(form).toContain('name="explanation"')
    expect(form).toContain('name="decision" value="reject"')
    // The last Hangul syllable would be composed past it and dropped.
    expect(form).not.toContain('maxlength')
  })

  it('names every key once on the page, so that a key cannot press two things', async () => {
    const html = await render(opened({ parent: { name: 'Lee', body: 'Hello' } }))
    const keys = [...html.matchAll(/aria-keyshortcuts="([^"]+)"/g)].map(([, key]) => key)
    expect(keys.toSorted()).toEqual([...'0123456789?/abenops'].toSorted())
  })

  it('says what was done in a live region', async () => {
    const done = await render({ notice: { action: 'reject', clause: 'SB-01', authorName: '<i>Kim</i>' } })
    expect(done).toMatch(/role="status">Rejected under SB-01: the comment by &lt;i&gt;Kim&lt;\/i&gt;\.</)
  })
})

describe('hostile text', () => {
  const nasty = `"><script>alert(1)</script><img src=x onerror=alert(1)> &amp; 'x'`

  it('stays text wherever a stranger wrote it', async () => {
    const html = await render(
      opened({
        body: nasty,
        author: { name: nasty, provider: nasty },
        parent: { name: nasty, body: nasty },
        reports: [[nasty, nasty]],
        factors: [
          { factor: 'word-rule', points: 30 },
          { factor: 'link', points: 80 },
          { factor: 'near-duplicate', points: 80 },
          { factor: 'personal-number', points: 200 },
          { factor: 'reported', points: 20 },
        ],
        evidence: [
          ['word-rule', nasty],
          ['link', nasty],
          ['near-duplicate', nasty],
          ['personal-number', nasty],
        ],
      }),
    )
    expect(html).not.toContain('<script>')
    expect(html).not.toContain('<img')
    expect(html).not.toMatch(/<[a-z]+[^>"]*\son\w+=/)
  })

  it('does not link to an address that is no web page', async () => {
    const one = item()
    const html = await render({
      opened: open({ ...one, article: { ...one.article, url: 'javascript:alert(1)' } }),
    })
    expect(html).not.toContain('javascript:')
  })

  it('keeps a right-to-left name and body from turning the page around', async () => {
    const html = await render(opened({ body: 'هل هناك نص؟', author: { name: '‮evil' } }))
    expect(html).toContain('<bdi>‮evil</bdi>')
    expect(html).toMatch(/class="body" dir="auto"/)
  })

  it('marks what a check saw, disguised or not, without changing the text', async () => {
    const html = await render(
      opened({
        evidence: [['word-rule', '바보', [{ rule: '바보', start: 14, end: 19 }]]],
        factors: [{ factor: 'word-rule', points: 30 }],
      }),
    )
    expect(html).toContain('진짜 <mark>ㅂ ㅏ 보</mark> 아니면')
    expect(html).toContain('after normalising')
  })
})

describe('the list', () => {
  it('marks the opened item and keeps order and filter in every link', async () => {
    const items = [item({ id: 'one' }), item({ id: 'two' })]
    const [, second] = items
    const html = await render({
      items,
      opened: second ? open(second) : null,
      view: { order: 'oldest', filter: 'new-writers' },
    })
    expect(html).toMatch(
      /href="\/console\?case=two&amp;order=oldest&amp;filter=new-writers" aria-current="true"/,
    )
    expect(html).toMatch(/href="\/console\?case=one&amp;order=oldest&amp;filter=new-writers" data-case/)
  })

  it('leads on a phone to the search that found nothing', async () => {
    const leads = (html: string) => /<button[^>]* class="button list" popovertarget="queue"/.test(html)
    const nothing = { items: [], opened: null }
    expect(leads(await render({ ...nothing, view: { order: 'risk', filter: 'all', q: 'barbarian' } }))).toBe(
      true,
    )
    expect(leads(await render(nothing))).toBe(false)
  })

  it('says who has a case', async () => {
    const html = await render({ items: [item({ id: 'other', lease: someoneElse })] })
    expect(html).toContain('Seo Yuna has it')
    const over = await render({
      items: [item({ id: 'other', lease: { ...someoneElse, expiresAt: NOW - 1 } })],
    })
    expect(over).not.toContain('Seo Yuna has it')
  })

  it('counts reports and names the clause most readers chose', async () => {
    const reports: [string, string][] = [
      ['SB-04', ''],
      ['SB-05', 'home address'],
      ['SB-05', ''],
    ]
    const html = await render(
      opened({ reports, factors: [{ factor: 'reported', points: 60 }], state: 'published' }),
    )
    expect(html).toContain('3 reports · SB-05')
    expect(html).toContain('SB-05 Private information')
    expect(html).toContain('home address')
  })

  it('adds the points of waiting to the reasons', async () => {
    const html = await render(opened({ minutes: 18, factors: [{ factor: 'new-writer', points: 40 }] }))
    expect(html).toContain('+40')
    expect(html).toMatch(/waiting 18 minutes<\/span>\s*<span class="points">\+3</)
  })
})

describe('states without a decision', () => {
  const hasNoButtons = (html: string) => {
    expect(html).not.toContain('name="decision"')
    expect(html).not.toContain('/decision"')
    expect(html).not.toContain('/skip"')
  }

  it('held by another: who and until when, never their claim', async () => {
    const html = await render(opened({ lease: someoneElse }, { lease: null }))
    hasNoButtons(html)
    expect(html).toContain(words.heldTitle('Seo Yuna'))
    expect(html).toContain(`datetime="${new Date(someoneElse.expiresAt).toISOString()}"`)
    expect(html).not.toContain(someoneElse.token)
  })

  it.each([
    [MINUTE, '1 minute ago'],
    [2 * DAY - MINUTE, '1 day ago'],
  ])('already decided %i ms ago: the item stays, dimmed, with who, what and when', async (past, when) => {
    const html = await render({
      problem: {
        type: 'already-decided',
        details: { decidedBy: 'Seo Yuna', decidedAt: NOW - past, decision: 'reject' },
      },
    })
    hasNoButtons(html)
    expect(html).toMatch(/role="alert"><h2>Seo Yuna rejected this comment/)
    expect(html).toContain(when)
    expect(html).toContain('class="case decided"')
    expect(html).toContain(words.decidedNothing)
  })

  it('opened after its decision: what was decided, under which clause', async () => {
    const latest = { ...decision({ action: 'reject', clauses: ['SB-07'] }), explanation: '' }
    const html = await render({
      ...opened({ state: 'rejected', closedAt: NOW }, { lease: null, latest, latestBy: 'Seo Yuna' }),
    })
    hasNoButtons(html)
    expect(html).toContain('Seo Yuna rejected this comment')
    expect(html).toContain('under SB-07')
    expect(html).not.toContain(words.decidedNothing)
  })

  it('withdrawn by its writer: nothing to decide', async () => {
    const html = await render(opened({ state: 'withdrawn', closedAt: NOW }, { lease: null }))
    hasNoButtons(html)
    expect(html).toContain(words.closedTitle)
  })

  it('claim lost: a link opens it again', async () => {
    const html = await render({ problem: { type: 'lease-lost', details: {} } })
    hasNoButtons(html)
    expect(html).toMatch(/href="\/console\?case=case-1">Open again</)
  })

  it('own comment: another person decides', async () => {
    const html = await render(opened({ accountId: ME.accountId }))
    hasNoButtons(html)
    expect(html).toContain(words.ownTitle)
  })

  it('a refusal that can be mended keeps the buttons', async () => {
    const html = await render({ problem: { type: 'clause-required', details: {} } })
    expect(html).toMatch(new RegExp(`role="alert"><p>${catalogue('en').problems['clause-required']}`))
    expect(html).toContain('name="decision"')
  })

  it('all clear, with the last decision', async () => {
    const summary = {
      waiting: 0,
      reported: 0,
      newWriters: 0,
      escalated: 0,
      openAppeals: 0,
      openNotices: 0,
      oldestAt: null,
      medianMs: null,
    }
    const last = { action: 'approve', at: NOW, by: 'Seo Yuna', clauses: [] } as const
    const html = await render({ items: [], opened: null, summary, last })
    hasNoButtons(html)
    expect(html).toContain('All clear')
    expect(html).toContain('Seo Yuna')
    expect(html).not.toContain('oldest ')
  })

  it('nothing under a filter: a way back to everything', async () => {
    const html = await render({ items: [], opened: null, view: { order: 'risk', filter: 'reported' } })
    expect(html).toContain(words.filterEmpty)
    expect(html).toMatch(/class="button" href="\/console">Everything/)
  })
})

describe('every page of the console', () => {
  it('speaks Korean throughout', async () => {
    const html = await render({
      ...opened({
        reports: [['SB-05', '']],
        state: 'published',
        factors: [{ factor: 'reported', points: 20 }],
      }),
      language: 'ko',
    })
    const text = html.replace(/<[^>]+>/g, ' ')
    for (const english of [
      'Reject',
      'Approve',
      'Keep',
      'Skip',
      'Reports',
      'waiting',
      'severity',
      'ago',
      ' min',
      'Published',
    ]) {
      expect(text).not.toContain(english)
    }
  })

  it('has no inline script, style or handler', async () => {
    const pages = [
      await render(),
      (await EnterPage({ language: 'en', assets: page().assets })).toString(),
      (
        await LogPage({
          ...page(),
          found: {
            decisions: [{ ...decision(), hashed: '' }],
            ...{ names: new Map(), broken: [], next: null },
            check: { decisions: 1, head: 'a', brokenAt: null, fault: null },
          },
          ...{ asked: {}, isLater: false, clauses: [], published: null, periods: [] },
        })
      ).toString(),
    ]
    for (const html of pages) {
      expect(html).not.toMatch(/<script(?![^>]*\bsrc=)/)
      expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+=/)
    }
  })

  it('switches the language and keeps the opened case', async () => {
    expect(await render()).toMatch(/href="\/console\?case=case-1&amp;lang=ko" hreflang="ko"/)
  })

  it('signs out by a form', async () => {
    expect(await render()).toMatch(/<form method="post" action="\/console\/logout"/)
  })
})
