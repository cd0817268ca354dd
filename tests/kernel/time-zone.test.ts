import { describe, expect, it } from 'vitest'
import { HOUR, MINUTE } from '../../src/kernel/clock.ts'
import { dayStart, localTime } from '../../src/kernel/time-zone.ts'

describe('the beginning of a day', () => {
  it.each([
    ['Asia/Seoul', 2026, 6, 1],
    ['Asia/Kathmandu', 2026, 6, 1],
    ['America/New_York', 2026, 3, 8],
    ['America/New_York', 2026, 11, 1],
    ['Europe/Paris', 2026, 3, 29],
    ['Europe/Paris', 2026, 10, 25],
    ['Pacific/Apia', 2026, 1, 1],
    ['Pacific/Niue', 2026, 7, 1],
  ])('is midnight there: %s %i-%i-%i', (timeZone, year, month, day) => {
    const at = dayStart(year, month, day, timeZone)
    expect(localTime(at, timeZone)).toMatchObject({ year, month, day, hour: 0, minute: 0 })
    expect(localTime(at - MINUTE, timeZone).day).not.toBe(day)
  })

  it.each([
    ['America/Santiago', 2026, 9, 6],
    ['America/Havana', 2026, 3, 8],
    ['Africa/Cairo', 2026, 4, 24],
    ['Asia/Beirut', 2026, 3, 29],
  ])('is one o’clock where the clocks leave midnight out: %s %i-%i-%i', (timeZone, year, month, day) => {
    const at = dayStart(year, month, day, timeZone)
    expect(localTime(at, timeZone)).toMatchObject({ year, month, day, hour: 1, minute: 0 })
    expect(localTime(at - MINUTE, timeZone)).toMatchObject({ hour: 23, minute: 59 })
  })

  it.each([
    ['America/Havana', 2026, 11, 1],
    ['Africa/Cairo', 2026, 10, 30],
    ['America/Santiago', 2026, 4, 5],
  ])('comes once where an hour is lived twice beside it: %s %i-%i-%i', (timeZone, year, month, day) => {
    const at = dayStart(year, month, day, timeZone)
    expect(localTime(at, timeZone)).toMatchObject({ day, hour: 0, minute: 0 })
    expect(localTime(at - HOUR, timeZone).day).not.toBe(day)
  })
})
