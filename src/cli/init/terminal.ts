import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import type { Terminal } from './questions.ts'

/** The person at standard input. Questions go to standard error: data alone goes to standard output. */
export function openTerminal(): Terminal & { close(): void } {
  let hidden = false
  const output = new Writable({
    write(chunk, _encoding, done) {
      if (!hidden) process.stderr.write(chunk)
      done()
    },
  })
  const lines = createInterface({ input: process.stdin, output, terminal: process.stdin.isTTY === true })
  // One at a time: what is piped in comes faster than it is asked for.
  const typed = lines[Symbol.asyncIterator]()
  return {
    async ask(question, options = {}) {
      process.stderr.write(question)
      hidden = options.hidden ?? false
      const { done, value } = await typed.next()
      if (hidden) process.stderr.write('\n')
      hidden = false
      if (done) throw new Error('the input ended before the last question; for programs there is --yes')
      return value
    },
    say: (text) => void process.stderr.write(`${text}\n`),
    close: () => lines.close(),
  }
}
