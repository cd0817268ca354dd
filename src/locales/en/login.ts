/** Logging in, and why it failed, in English. */
export const enLogin = {
  startTitle: (provider: string) => `Taking you to ${provider}`,
  starting: (provider: string) => `Taking you to ${provider}…`,
  noOpener: 'You can close this window: the login goes on in the page that it came from.',
  noScript: 'This window needs JavaScript. Close it, and log in from the page that it came from.',
  leaving: (provider: string) => `Continue to ${provider}`,
  leavingWhy: (provider: string) => `You are being taken to ${provider} to log in.`,
  nameTitle: 'Choose your name',
  nameWhy: (paper: string) =>
    `This is the name ${paper} shows beside your comments. Nothing else of your account is shown.`,
  nameLabel: 'Name',
  nameHint: (min: number, max: number) => `${min} to ${max} characters`,
  nameSubmit: 'Use this name',
  doneTitle: 'You are logged in',
  done: 'You can close this window and go on writing.',
  chooseTitle: (paper: string) => `Log in to ${paper}`,
  chooseWhy: 'Then you see your comments, what became of them, and what is kept about you.',
  againWhy: 'Then you are back in the discussion.',
  appealWhy:
    'Log in here once more to appeal; you then come straight to the decision. A login inside an article does not reach this page.',
  consentTitle: (provider: string) => `Add ${provider} to your account?`,
  consentWhat: (provider: string, paper: string, name: string) =>
    `Your ${provider} login will open the same account at ${paper} as before: ${name}.`,
  consentMeans: (paper: string) =>
    `${paper} then knows that both logins are the same person. Nobody else is told, and you can remove one of them at any time.`,
  consentYes: (provider: string) => `Add ${provider}`,
  consentNo: 'Do not add it',
  vouchedTitle: 'Almost there',
  vouched: (paper: string) => `${paper} knows who you are. You are being taken back.`,
  vouchedOn: 'Go on',
  failedTitle: 'Login did not work',
  /** After a failure, where a text was being written. */
  textKept: 'Your text is kept.',
  failures: {
    denied: (provider: string) =>
      `The login at ${provider} was cancelled, and nothing was shared. If you did not cancel it, try another way to log in.`,
    expired: (provider: string) =>
      `The login at ${provider} took too long or was already used. Please start again.`,
    config: (provider: string) =>
      `${provider} does not accept logins from this paper at the moment, and trying again will not help. Try another way to log in.`,
    'out-of-credit': (provider: string) =>
      `This paper’s login with ${provider} is switched off for now. It is not your fault. Try another way to log in, or come back another day.`,
    capped: (provider: string) =>
      `This paper has used up the logins that ${provider} allows it for now. Try another way to log in, or come back another day.`,
    throttled: (provider: string) =>
      `Too many people are logging in with ${provider} just now. Use another way to log in, or wait a little.`,
    outage: (provider: string) =>
      `${provider} has a fault at the moment and did not finish the login. Try again in a few minutes, or use another way to log in.`,
    malformed: (provider: string) =>
      `${provider} sent an answer that could not be read. Please start again; if it happens twice, use another way to log in.`,
    taken: (_provider: string) =>
      'That login already belongs to another reader account here, so it cannot be added to yours.',
    'not-staff': (_provider: string) =>
      'Nobody at the desk logs in with that account. Ask an administrator of your paper for an invitation.',
  },
  backToDiscussion: 'Back to the discussion',
  backToArticle: 'Back to the article',
  returning: 'You are being taken back to the article.',
  backToWriting: 'You can close this window and go back to your text.',
} as const
