import { describe, expect, it } from 'vitest'
import { LIMITS, measureSizes } from '../../bench/size.ts'

describe("what a reader's browser downloads, compressed", () => {
  const { loaderBrotli, totalBrotli, countBrotli, files, ok } = measureSizes()

  it('is at most 1 KB for the loader', () => {
    expect(loaderBrotli).toBeGreaterThan(0)
    expect(loaderBrotli).toBeLessThanOrEqual(LIMITS.loader)
  })

  it('is at most 640 bytes for the counts of a page', () => {
    expect(countBrotli).toBeGreaterThan(0)
    expect(countBrotli).toBeLessThanOrEqual(LIMITS.count)
  })

  it('is at most 12 KB for scripts and styles of the discussion, the loader included', () => {
    expect(Object.values(files).every((size) => size > 0)).toBe(true)
    expect(totalBrotli).toBeLessThanOrEqual(LIMITS.total)
    expect(ok).toBe(true)
  })
})
