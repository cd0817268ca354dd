/** Logging in, and why it failed, in English. */
export const enLogin = {
  startTitle: (provider: string) => `Taking you to ${provider}`,
  starting: (provider: string) => `Taking you to ${provider}…`,
  noOpener: 'This window is not needed. Close it: logging in goes on in the page it was opened from.',
  noScript:
    'This window needs JavaScript. Close it and use the login button with JavaScript switched off there too.',
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
  failures: {
    denied: (provider: string) =>
      `The login at ${provider} was cancelled. Nothing was shared, and your text is kept. If you did not cancel it, try the other way to log in.`,
    expired: (provider: string) =>
      `The login at ${provider} took too long or was already used. Please start again; your text is kept.`,
    config: (provider: string) =>
      `${provider} does not accept logins from this paper at the moment, and trying again will not help. Try the other way to log in; your text is kept.`,
    'out-of-credit': (provider: string) =>
      `This paper’s login with ${provider} is switched off for now. That is not your doing. Try the other way to log in, or come back another day; your text is kept.`,
    capped: (provider: string) =>
      `This paper has used up the logins that ${provider} allows it for now. Try the other way to log in, or come back another day; your text is kept.`,
    throttled: (provider: string) =>
      `Too many people are logging in with ${provider} just now. Try again in 15 minutes, or use the other way to log in; your text is kept.`,
    outage: (provider: string) =>
      `${provider} has a fault at the moment and did not finish the login. Try again in a few minutes, or use the other way to log in; your text is kept.`,
    malformed: (provider: string) =>
      `${provider} sent an answer that could not be read. Please start again; if it happens twice, use the other way to log in. Your text is kept.`,
    taken: (_provider: string) =>
      'That login already belongs to another reader account here, so it cannot be added to yours.',
    'not-staff': (_provider: string) =>
      'Nobody of the desk signs in with that account. Ask an admin of your paper for an invitation.',
  },
  backToDiscussion: 'Back to the discussion',
  backToArticle: 'Back to the article',
  returning: 'You are being taken back to the article.',
  backToWriting: 'You can close this window and go back to your text.',
} as const
