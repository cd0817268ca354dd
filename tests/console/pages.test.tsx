import { describe, expect, it } from 'vitest'
import { EnterFailedPage, EnterPage } from '../../src/console/enter.tsx'
import { LogPage } from '../../src/console/log.tsx'
import { catalogue } from '../../src/locales/index.ts'
import { decision, page } from './queue-fixture.ts'

describe('the entrance', () => {
  it('takes a pasted code without JavaScript', async () => {
    const html = (await EnterPage({ language: 'en', assets: page().assets })).toString()
    expect(html).toMatch(/method="post" action="\/console\/enter"[\s\S]*name="token"[\s\S]*type="submit"/)
  })

  it.each(['en', 'ko'] as const)('says how to get a new code (%s)', async (language) => {
    const html = (await EnterFailedPage({ language, assets: page().assets })).toString()
    expect(html).toContain(catalogue(language).console.enterFailedTitle)
    expect(html).toContain('npm run demo')
  })
})

describe('the log', () => {
  const row = (fields: Parameters<typeof decision>[0]) => ({ ...decision(fields), hashed: '' })
  const found = {
    decisions: [
      row({ seq: 2, action: 'reject', clauses: ['SB-01'] }),
      row({ actorId: null, actorType: 'system' }),
    ],
    names: new Map([['staff-2', '<b>Yuna</b>']]),
    broken: [],
    check: { decisions: 2, head: 'f'.repeat(64), brokenAt: null, fault: null },
    next: null,
  }
  const log = async (check: object) =>
    (
      await LogPage({
        ...page(),
        found: { ...found, check: { ...found.check, ...check } },
        ...{ asked: {}, isLater: false, clauses: [], published: null, periods: [] },
      })
    ).toString()

  it('shows who decided what, and the chain that holds', async () => {
    const html = await log({})
    expect(html).toContain('&lt;b&gt;Yuna&lt;/b&gt;')
    expect(html).toContain('SB-01')
    expect(html).toContain('System')
    expect(html).toContain('The chain holds through the newest 2 decisions, up to number 2')
    expect(html).toContain('f'.repeat(64))
  })

  it('raises an alarm where the chain breaks', async () => {
    const html = await log({ decisions: 1, head: 'f', brokenAt: 2 })
    expect(html).toMatch(/role="alert"><h2>The chain is broken at number 2/)
    expect(html).toMatch(/<tr class="broken"><td class="col-seq"><a href="\/console\/log\/2">/)
    expect(html).not.toContain('The chain holds')
  })
})
