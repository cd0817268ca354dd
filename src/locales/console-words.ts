import type { Catalogue } from './index.ts'

/** What the queue's browser code says. Sent with the page as data; `{n}` and `{m}` are filled in there. */
export interface ConsoleWords {
  approve: string
  keep: string
  reject: string
  approved: string
  kept: string
  rejected: string
  skipped: string
  youNow: string
  undo: string
  left: string
  correct: string
  returned: string
  noAnswer: string
  refused: string
  signedOut: string
  undoFailed: string
}

export function consoleWords(words: Catalogue): ConsoleWords {
  const { decided, done, work } = words.console
  return {
    approve: done.approve('{n}'),
    keep: done.keep('{n}'),
    reject: done.reject('{n}', '{m}'),
    approved: decided.approve,
    kept: decided.keep,
    rejected: decided.reject,
    skipped: work.skipped,
    youNow: work.youNow,
    undo: work.undo,
    left: work.left('{n}'),
    correct: work.correctLink,
    returned: work.returned,
    noAnswer: work.noAnswer,
    refused: work.refused('{n}'),
    signedOut: work.signedOut,
    undoFailed: work.undoFailed,
  }
}
