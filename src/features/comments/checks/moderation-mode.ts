import { type Check, PASS } from './check.ts'

/** The site reads everything before it is published: the default. */
export const moderationMode: Check = {
  name: 'moderation-mode',
  version: 1,
  run: ({ site }) =>
    site.mode === 'premoderate-everyone' ? { outcome: 'hold', reason: 'premoderation', evidence: '' } : PASS,
}
