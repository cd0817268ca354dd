import { type Check, PASS } from './check.ts'

// A scheme, `www.`, or a name that ends in a common top-level domain and is followed by a path or nothing.
const LINK =
  /\b(?:https?:\/\/|www\.)\S{3,200}|\b[a-z0-9-]{2,63}(?:\.[a-z0-9-]{2,63}){0,3}\.(?:com|net|org|io|ly|me|gg|info|biz|xyz|shop|app|link|co|kr|cn|ru|jp)(?:\/\S{0,200})?(?![a-z0-9-])/giu

/** A link may be unsafe or an advertisement; a person opens it first. */
export const links: Check = {
  name: 'links',
  version: 1,
  run({ text }) {
    const found = text.match(LINK)
    return found
      ? { outcome: 'hold', reason: 'link', evidence: found.slice(0, 3).join(' ').slice(0, 200) }
      : PASS
  },
}
