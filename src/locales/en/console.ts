/** The console’s frame, its door and its log, in English. */
export const enConsole = {
  nav: 'Console',
  queue: 'Queue',
  signOut: 'Log out',
  role: { moderator: 'moderator', senior: 'senior moderator', admin: 'administrator' },
  oldest: (age: string) => `oldest ${age}`,
  median: (time: string) => `median ${time}`,
  keys: 'keys',
  skipToContent: 'Skip to the content',
  close: 'Close',

  help: 'Keys',
  helpKeys: {
    move: 'next, previous comment',
    approve: 'approve or keep',
    reject: 'reject under that clause',
    other: 'another clause, or a note',
    skip: 'skip: let go of it, go on',
    article: 'open the article',
    parent: 'open the comment it answers',
    help: 'these keys',
  },
  helpNote: 'They are off while you type or a panel is open, and work in Hangul mode too.',
  keysOff: 'Turn single keys off in this browser',

  enterTitle: 'Enter the console',
  enterText: 'The link carries a code that works once and ties the console to this browser.',
  enterLabel: 'Code from the link',
  enterHelp: 'Everything after the # sign of the link.',
  enterButton: 'Enter',
  enterFailedTitle: 'This link was used or has expired',
  enterFailedText:
    'A console link works once and for a short time. Stop the demo and start it again: it prints a new link.',
  enterAgain: 'Paste another code',

  logNone: 'No decision yet.',
  logHolds: (count: number, seq: number) =>
    count === 1
      ? `The newest decision, number ${seq}, hashes to what it says.`
      : `The chain holds through the newest ${count} decisions, up to number ${seq}.`,
  logBroken: (seq: number) => `The chain is broken at number ${seq}.`,
  logBrokenText:
    'A row was changed, removed or added outside the service. What stands before it still holds.',
  logHead: 'Head',
  logColumns: { seq: 'No.', at: 'Time', who: 'Who', action: 'Decision', clauses: 'Clauses', hash: 'Hash' },
  system: 'System',

  /** Pages in place of what was asked for, and what to do. */
  refused: {
    title: 'Not for your role',
    opened: {
      'not-allowed': 'This page is for another role at the desk. An administrator can give you that role.',
      'not-found':
        'There is nothing at this address: the link is not whole, or what it led to was removed since.',
    },
    pressed: {
      'not-allowed':
        'Your role may not do this, so nothing was changed. Ask a senior moderator or an administrator.',
      'not-found': 'What this was about is no longer there, so nothing was changed.',
    },
  },
} as const
