import { type Check, PASS } from './check.ts'

/** The same text again by the same account, white space and case aside. */
export const exactRepeat: Check = {
  name: 'exact-repeat',
  version: 1,
  run({ text, writer }) {
    const form = plain(text)
    return writer.recentBodies.some((body) => plain(body) === form)
      ? { outcome: 'refuse', problem: 'duplicate-comment' }
      : PASS
  },
}

function plain(text: string): string {
  return text.toLowerCase().replace(/\s+/g, ' ')
}
