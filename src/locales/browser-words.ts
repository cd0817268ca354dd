import { TEXT_LIMITS } from '../kernel/text.ts'
import type { Catalogue } from './index.ts'

type Wait = readonly [label: string, sentence: string]

/** What the discussion's browser code says. Sent with the page as data; `{n}` is filled in there. */
export interface BrowserWords {
  counter: string
  over: string
  tooLong: string
  left: string
  none: string
  overBy: string
  post: string
  sending: string
  tryAgain: string
  notSent: string
  kept: string
  offline: string
  /** On the button and in the sentence: in seconds, minutes, hours. */
  waits: readonly [Wait, Wait, Wait]
  signInFirst: string
  notSeen: string
  pending: string
  published: string
  replyingTo: string
  loading: string
  nameNeeded: string
  cancelled: string
  signedIn: string
  unknown: string
  request: string
  expired: string
  windowOpen: string
  /** Only what can end a reader's own login. */
  failures: Record<Exclude<keyof Catalogue['reader']['login']['failures'], 'taken' | 'not-staff'>, string>
}

export function browserWords(words: Catalogue): BrowserWords {
  const { composer, login, thread, writing } = words.reader
  const { common } = words
  const { failures, textKept } = login
  const kept = (failure: (provider: string) => string) => `${failure('{n}')} ${textKept}`
  return {
    counter: composer.counter('{n}', TEXT_LIMITS.graphemes),
    over: composer.over('{n}'),
    tooLong: composer.tooLong,
    left: composer.spokenLeft('{n}'),
    none: composer.spokenNone,
    overBy: composer.spokenOver('{n}'),
    post: composer.post,
    sending: composer.sending,
    tryAgain: composer.tryAgain,
    notSent: writing.notSent,
    kept: writing.kept,
    offline: writing.offline,
    waits: [
      [writing.waitSeconds('{n}'), common.retryInSeconds('{n}')],
      [writing.waitMinutes('{n}'), common.retryInMinutes('{n}')],
      [writing.waitHours('{n}'), common.retryInHours('{n}')],
    ],
    signInFirst: composer.signInFirst,
    notSeen: composer.notSeen,
    pending: composer.postedPending,
    published: composer.postedPublished,
    replyingTo: composer.replyingTo('{n}'),
    loading: thread.loading,
    nameNeeded: composer.nameNeeded,
    cancelled: composer.cancelled,
    signedIn: composer.signedIn('{n}'),
    unknown: words.problems['internal-error'],
    request: common.requestId('{n}'),
    expired: words.problems['attempt-expired'],
    windowOpen: composer.windowOpen('{n}'),
    failures: {
      denied: kept(failures.denied),
      expired: kept(failures.expired),
      config: kept(failures.config),
      'out-of-credit': kept(failures['out-of-credit']),
      capped: kept(failures.capped),
      throttled: kept(failures.throttled),
      outage: kept(failures.outage),
      malformed: kept(failures.malformed),
    },
  }
}
