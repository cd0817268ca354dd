/** The desk’s people: entering, enrolling, their own settings, in English. */
export const enStaffLogin = {
  title: 'Log in to the console',
  text: (paper: string) =>
    `For the people of the desk of ${paper}: first your account at one of these, then a code from your phone.`,
  none: 'No way to log in is set up.',
  invited: 'New here? An administrator of the paper invites you with a link.',
  demo: 'In the demo, the link that was printed at its start opens the console.',
  which: 'Which paper?',
  factorTitle: 'Your code',
  factorText: (name: string) => `You are ${name}. Type the six digits that your authenticator app shows now.`,
  code: 'Code',
  codeHelp: 'Or one of your recovery codes. Each works once.',
  submit: 'Log in',
  again: 'Start again',
  leaving: (provider: string) => `On to ${provider}`,
  leavingText: (provider: string) => `You are being taken to ${provider}, and come back here afterwards.`,
} as const

/** An invitation to the desk, step by step, in English. */
export const enEnrol = {
  title: (paper: string) => `Join the desk of ${paper}`,
  text: (role: string) =>
    `You are invited as ${role}. First show who you are; nothing changes before the last step.`,
  until: 'Valid until',
  expiredTitle: 'This link does not open the console',
  expiredText:
    'An invitation works once, for a limited time, and in the browser that opened it first. Ask the person who sent it for another one.',
  signIn: 'Log in to the console',
  setUpTitle: 'Set up your second factor',
  known: (name: string) => `You are ${name}, as in the paper’s discussions.`,
  name: 'Your name at the desk',
  nameHelp: 'Colleagues see it beside your decisions.',
  scan: 'Scan this with an authenticator app on your phone',
  qr: 'QR code for the authenticator app',
  type: 'Or type this key into the app',
  code: 'Then type the six digits that the app shows',
  submit: 'Finish',
  codesTitle: 'Your recovery codes',
  codesText:
    'Each of them lets you in once when your phone is not at hand. Write them down or print them: they are not shown again.',
  go: 'Go on to the console',
} as const

/** The people of the desk, in English. */
export const enDesk = {
  title: 'People of the desk',
  count: (count: number) => (count === 1 ? '1 person' : `${count} people`),
  you: 'you',
  since: 'Since',
  factor: 'Second factor',
  factorYes: 'set up',
  factorNo: 'missing: no way in',
  lastSeen: 'Last seen',
  never: 'not yet',
  manage: 'Change',
  role: 'Role',
  save: 'Save',
  remove: 'Remove from the desk',
  removeText: 'Becomes a reader again. Every session ends at once.',
  reset: 'Reset the second factor',
  resetText: 'For a lost phone. Every session ends; a new link lets the person set it up again.',
  end: 'End all sessions',
  endText: 'Logs the person out everywhere. They can log in again.',
  inviteTitle: 'Invite somebody',
  inviteText: 'The link works once and for 48 hours. Hand it over in a way that only that person can read.',
  invite: 'Make a link',
  linkTitle: (role: string) => `Link for: ${role}`,
  linkText: 'It is shown this one time. Whoever opens it first can join.',
  link: 'Link',
  openTitle: 'Open invitations',
  openNone: 'None.',
  by: (name: string) => `by ${name}`,
  byOperator: 'by the operator',
  opened: 'opened in a browser',
  until: 'until',
  withdraw: 'Withdraw',
  done: {
    role: 'The role was changed. Every session of that person has ended.',
    removed: 'That person no longer belongs to the desk.',
    sessions: 'Every session of that person has ended.',
    withdrawn: 'The invitation was withdrawn.',
    closed: 'That invitation was not open any more: withdrawn already, used, or over.',
  },
} as const

/** A desk member’s own settings, in English. */
export const enOwn = {
  title: 'Settings',
  sessions: 'Where you are logged in',
  thisBrowser: 'this browser',
  unknownAgent: 'Unknown browser',
  began: 'since',
  seen: 'last used',
  end: 'Log out there',
  endOthers: 'Log out everywhere else',
  recovery: 'Recovery codes',
  left: (count: number) =>
    count === 0 ? 'None is left.' : count === 1 ? 'One is left.' : `${count} are left.`,
  noFactor: 'You have no second factor: this session was opened by a link.',
  renewText: 'New ones make the old ones void. Type a fresh code from your app.',
  renew: 'Make ten new codes',
  language: 'Language',
  done: {
    ended: 'That session has ended.',
    others: 'Every other session has ended.',
    language: 'The language was changed.',
  },
} as const

/** What the ways to log in cost, in English. */
export const enProviderReport = {
  title: 'Ways to log in',
  none: 'Nothing to report yet.',
  columns: {
    provider: 'Provider',
    state: 'State',
    now: 'This month',
    before: 'Last month',
    cost: 'Estimated cost',
  },
  available: 'available',
  'out-of-credit': 'out of credit',
  capped: 'at its limit',
  since: 'since',
  estimate:
    'The cost is an estimate: logins of this month × $0.010, X’s published price for reading one profile. What X bills is in its developer console.',
} as const
