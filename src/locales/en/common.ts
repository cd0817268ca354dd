/** What stands everywhere, in English. */
export const enCommon = {
  brand: 'Brevier',
  policy: 'Standards Board Policy',
  sandboxBanner: 'Demo: X and Facebook are a sandbox on this machine. Nothing leaves it.',
  back: 'Back',
  requestId: (id: string) => `Request ${id}`,
  language: 'Language',
  /** Ours, in the middle of a sentence and on a button. */
  providers: {
    x: 'X (Twitter)',
    facebook: 'Facebook',
    paper: 'your reader account',
    kakao: 'Kakao',
    google: 'Google',
    oidc: 'OpenID',
  },
  providersShort: {
    x: 'X',
    facebook: 'Facebook',
    paper: 'your reader account',
    kakao: 'Kakao',
    google: 'Google',
    oidc: 'OpenID',
  },
  /** The paper's own sign-on, by the paper's name. */
  paperAccount: (paper: string) => `${paper} account`,
  providerOff: (provider: string, others: string) =>
    `${provider} takes no logins at the moment; use ${others}. It is not your fault.`,
  providerOffAlone: (provider: string) =>
    `${provider} takes no logins at the moment. It is not your fault; please come back later.`,
  /** What a check looks for, by the name under which a decision is recorded. */
  checks: {
    'word-list': 'Insults',
    'word-rules': 'The paper’s word rules',
    links: 'Links',
    'personal-number': 'Personal data',
    'near-duplicate': 'Near repeats',
    'outside-check': 'The paper’s own check',
  },
  /** A check changes; what it found is recorded with its version. */
  checkVersion: (check: string, version: string) => `${check} (version\u00a0${version})`,
  signOut: 'Log out',
  retryInSeconds: (seconds: number | string) => `Try again in ${seconds} s.`,
  retryInMinutes: (minutes: number | string) => `Try again in ${minutes} min.`,
  retryInHours: (hours: number | string) => `Try again in ${hours} h.`,
  countOfLimit: (count: number | string, limit: number | string) => `${count} of ${limit} characters.`,
} as const
