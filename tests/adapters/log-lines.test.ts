import { describe, expect, it } from 'vitest'
import { createLog } from '../../src/adapters/log.ts'
import { createLogLines } from '../../src/adapters/log-lines.ts'

/** A descriptor that takes so many bytes of each write, or fails. */
function descriptor() {
  const kept: Buffer[] = []
  let next: (string | number)[] = []
  const write = (_fd: number, bytes: Buffer, at: number) => {
    const what = next.shift()
    if (typeof what === 'string') throw Object.assign(new Error(what), { code: what })
    const part = bytes.subarray(at, what === undefined ? undefined : at + what)
    kept.push(Buffer.from(part))
    return part.length
  }
  return {
    lines: createLogLines(2, write as never),
    text: () => Buffer.concat(kept).toString(),
    answers(...what: (string | number)[]) {
      next = what
    },
  }
}

describe('the lines of the log', () => {
  it('are written whole, in as many parts as it takes, and wait for a slow reader', () => {
    const { lines, text, answers } = descriptor()
    answers(3, 'EAGAIN', 2)
    lines.write('one two\n')
    lines.write('three\n')
    expect([text(), lines.lost()]).toEqual(['one two\nthree\n', 0])
  })

  it.each(['ENOSPC', 'EPIPE', 'EIO'])('are lost and counted where they cannot be written: %s', (code) => {
    const { lines, text, answers } = descriptor()
    answers(code, 2, code)
    lines.write('one\n')
    lines.write('two\n')
    expect(lines.lost()).toBe(0)
    lines.write('three\n')
    expect([text(), lines.lost(), lines.lost()]).toEqual(['tw\nthree\n', 2, 0])
  })

  it('wait once for a reader who has stopped, and not for each line', () => {
    const { lines, answers } = descriptor()
    answers(...Array.from({ length: 200 }, () => 'EAGAIN'))
    const began = performance.now()
    for (let turn = 0; turn < 100; turn += 1) lines.write('a line\n')
    expect(performance.now() - began).toBeLessThan(1_000)
    answers()
    lines.write('the last\n')
    expect(lines.lost()).toBe(100)
  })

  it('say how many are missing, once there is room', () => {
    const { lines, text, answers } = descriptor()
    const log = createLog('info', lines)
    answers('ENOSPC', 'ENOSPC')
    log.info({}, 'lost')
    log.info({}, 'lost too')
    log.info({}, 'kept')
    log.info({}, 'kept too')
    const said = text()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(said.map(({ msg, lines: count }) => [msg, count])).toEqual([
      ['kept', undefined],
      ['lines of this log are lost: it could not be written', 2],
      ['kept too', undefined],
    ])
  })
})
