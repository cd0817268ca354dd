import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createLoopDelay, type LoopDelay } from '../../src/adapters/loop-delay.ts'

let time = 0
let delay: LoopDelay

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  time = 0
  delay = createLoopDelay(() => time)
})
afterEach(() => {
  delay.stop()
  vi.useRealTimers()
})

/** The loop comes round once after so many ms. */
function turn(ms: number): void {
  time += ms
  vi.advanceTimersByTime(20)
}

it('is nothing while every turn is short', () => {
  for (let count = 0; count < 100; count += 1) turn(20)
  expect(delay.lagMs()).toBeLessThan(0.001)
})

it('is hardly moved by one stall, and forgets it', () => {
  turn(120)
  expect(delay.lagMs()).toBeLessThan(25)
  for (let count = 0; count < 50; count += 1) turn(20)
  expect(delay.lagMs()).toBeLessThan(5)
})

it('comes near the delay that lasts', () => {
  for (let count = 0; count < 20; count += 1) turn(120)
  expect(delay.lagMs()).toBeGreaterThan(90)
})

it('knows of a turn that does not end, before it has ended', () => {
  time += 320
  expect(delay.lagMs()).toBe(100)
})

it('is the same whatever the interval of the looks: a long beat weighs as the short ones it swallowed', () => {
  for (let count = 0; count < 5; count += 1) turn(220)
  const long = delay.lagMs()
  expect(long).toBeGreaterThan(0.85 * 200)
})
