import { describe, expect, it } from 'vitest'
import { busyWriter, inputs, manyRules } from '../../../bench/screen-inputs.ts'
import { prepareChecks, screen } from '../../../src/features/comments/rules.ts'
import { checkText } from '../../../src/kernel/text.ts'
import { candidate, WRITER } from './candidate.ts'

/** Far above what `npm run bench -- screen` measures: a guard against inputs that cost a hundred times as much. */
const LIMIT_MS = 40

describe('the worst texts that can be sent', () => {
  it('are screened before anybody notices, beside two thousand rules', async () => {
    await prepareChecks()
    const setting = { writer: busyWriter(WRITER), words: manyRules() }
    const run = (text: string) => {
      const begin = performance.now()
      const checked = checkText(text)
      if (checked.ok && !setting.writer.recentBodies.includes(checked.text))
        screen(candidate(checked.text, setting))
      return performance.now() - begin
    }
    const texts = inputs()
    for (const text of texts) run(text)
    const slow = texts.filter((text) => Math.min(run(text), run(text), run(text)) > LIMIT_MS)
    expect(slow.map((text) => text.slice(0, 20))).toEqual([])
  })
})
