import { describe, expect, it } from 'vitest'
import { createBreaker } from '../../src/kernel/breaker.ts'

const create = () => createBreaker({ failures: 3, firstMs: 10, longestMs: 35 })

function broken() {
  const breaker = create()
  for (const at of [0, 1, 2]) breaker.note('a', false, at)
  return breaker
}

describe('what fails again and again', () => {
  it('is left alone after so many failures in a row, and nobody else with it', () => {
    const breaker = create()
    breaker.note('a', false, 0)
    breaker.note('a', false, 1)
    expect(breaker.isOpen('a', 1)).toBe(false)
    breaker.note('a', false, 2)
    expect(breaker.isOpen('a', 2)).toBe(true)
    expect(breaker.isOpen('b', 2)).toBe(false)
  })

  it('is tried by one alone after its pause, and works for all when that worked', () => {
    const breaker = broken()
    expect([breaker.isOpen('a', 11), breaker.isOpen('a', 12), breaker.isOpen('a', 12)]).toEqual([
      true,
      false,
      true,
    ])
    breaker.note('a', true, 13)
    expect(breaker.isOpen('a', 13)).toBe(false)
    breaker.note('a', false, 14)
    expect(breaker.isOpen('a', 14)).toBe(false)
  })

  it('is tried after twice as long each time, up to the longest pause', () => {
    const breaker = broken()
    const pauses: number[] = []
    let since = 2
    for (let turn = 0; turn < 4; turn += 1) {
      let now = since
      while (breaker.isOpen('a', now)) now += 1
      pauses.push(now - since)
      breaker.note('a', false, now)
      since = now
    }
    expect(pauses).toEqual([10, 20, 35, 35])
  })

  it('is tried as well when the clock was set back', () => {
    expect(broken().isOpen('a', -3_600_000)).toBe(false)
  })
})
