import { describe, expect, it } from 'vitest'
import { ProviderReportSection } from '../../src/console/provider-report.tsx'
import { QrCode } from '../../src/console/qr-code.tsx'
import type { ProviderReport } from '../../src/features/accounts/model.ts'
import { plainText } from '../support/desk.ts'

const x: ProviderReport = {
  provider: 'x',
  label: null,
  unavailable: 'out-of-credit',
  since: Date.UTC(2026, 1, 3, 0, 30),
  loginsThisMonth: 1_234,
  loginsLastMonth: 900,
  costUsd: 12.34,
}
const oidc: ProviderReport = {
  provider: 'oidc',
  label: { en: '<i>Paper ID</i>', ko: '<i>Paper ID</i>' },
  unavailable: null,
  since: null,
  loginsThisMonth: 3,
  loginsLastMonth: 0,
  costUsd: null,
}

describe('the report on sign-in providers', () => {
  const shown = async (language: 'en' | 'ko', reports: readonly ProviderReport[]) =>
    (await ProviderReportSection({ language, timeZone: 'Asia/Seoul', reports })).toString()

  it('says since when one is out of credit, how much it was used, and that the cost is an estimate', async () => {
    const text = plainText(await shown('en', [x, oidc]))
    for (const part of [
      'out of credit',
      'since 3 Feb 2026, 09:30',
      '1,234',
      '900',
      'US$12.34',
      'an estimate',
      '$0.010',
    ])
      expect(text).toContain(part)
    expect(plainText(await shown('ko', [x]))).toContain('예상 금액')
  })

  it('says nothing of a price where there is none, and shows a label as text', async () => {
    const html = await shown('en', [oidc])
    expect(html).toContain('&lt;i&gt;Paper ID&lt;/i&gt;')
    expect(html).not.toContain('$')
    expect(plainText(html)).toContain('available')
  })

  it('is a sentence while there is nothing to report', async () => {
    expect(await shown('en', [])).not.toContain('<table')
  })
})

describe('the QR code', () => {
  it('draws every dark module once, inside a light margin', async () => {
    const html = (await QrCode({ text: 'otpauth://totp/x', label: 'code' })).toString()
    const size = Number(/viewBox="0 0 (\d+) /.exec(html)?.[1])
    const dark = [...html.matchAll(/M(\d+) (\d+)h(\d+)v1h-(\d+)z/g)].map((run) => run.slice(1).map(Number))
    expect(dark.length).toBeGreaterThan(100)
    for (const [x = 0, y = 0, width = 0, back] of dark) {
      expect(back).toBe(width)
      expect(x).toBeGreaterThanOrEqual(4)
      expect(y).toBeGreaterThanOrEqual(4)
      expect(x + width).toBeLessThanOrEqual(size - 4)
    }
    // The three finder patterns: a dark run of seven at each corner but one.
    const ends = dark.filter(([, y, width]) => y === 4 && width === 7).map(([x]) => x)
    expect(ends).toEqual([4, size - 11])
  })
})
