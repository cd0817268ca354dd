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
  const log = async (props: Partial<Parameters<typeof LogPage>[0]>) =>
    (
      await LogPage({
        ...page(),
        decisions: [
          decision({ seq: 2, action: 'reject', clauses: ['SB-01'] }),
          decision({ actorId: null, actorType: 'system' }),
        ],
        names: new Map([['staff-2', '<b>Yuna</b>']]),
        check: { decisions: 2, head: 'f'.repeat(64), brokenAt: null },
        ...props,
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
    const html = await log({ check: { decisions: 1, head: 'f', brokenAt: 2 } })
    expect(html).toMatch(/role="alert"><h2>The chain is broken at number 2/)
    expect(html).toMatch(/<tr class="broken"><td class="col-seq">2</)
    expect(html).not.toContain('The chain holds')
  })
})
