import { describe, expect, it } from 'vitest'
import { createSteadyClock, HOUR, SECOND } from '../../src/kernel/clock.ts'

/** A wall that can be set, and a watch that only goes on. */
function clocks() {
  const at = { wall: 1_000_000_000, watch: 0 }
  const steady = createSteadyClock({ now: () => at.wall }, () => at.watch)
  return {
    steady,
    set: (by: number) => {
      at.wall += by
    },
    pass: (ms: number) => {
      at.wall += ms
      at.watch += ms
    },
    wall: () => at.wall,
  }
}

describe('the steady clock', () => {
  it('is the wall’s while nobody sets that one, and goes forward with it at once', () => {
    const { steady, pass, set, wall } = clocks()
    pass(5 * SECOND)
    expect(steady.now()).toBe(wall())
    set(24 * HOUR)
    expect(steady.now()).toBe(wall())
  })

  it('never goes back and never stands still', () => {
    const { steady, pass, set } = clocks()
    const before = steady.now()
    set(-HOUR)
    expect(steady.now()).toBe(before)
    pass(10 * SECOND)
    expect(steady.now()).toBe(before + 5 * SECOND)
  })

  it('meets the wall again, so that no wait takes longer than the jump', () => {
    const { steady, pass, set, wall } = clocks()
    set(-HOUR)
    steady.now()
    for (let hour = 0; hour < 2; hour += 1) pass(HOUR)
    expect(steady.now()).toBe(wall())
  })
})
