import type { LoginFailure, ProviderName } from '../model.ts'

/** What the operator's log says of a login that failed, and how loudly. */
export interface OperatorLine {
  /** `error`: nobody signs in this way until the operator acts. */
  level: 'info' | 'warn' | 'error'
  message: string
}

const LEVELS: Record<LoginFailure, OperatorLine['level']> = {
  denied: 'info',
  expired: 'info',
  config: 'error',
  'out-of-credit': 'error',
  capped: 'error',
  throttled: 'warn',
  outage: 'warn',
  malformed: 'warn',
  taken: 'info',
  'not-staff': 'warn',
}

const TITLES: Record<ProviderName, string> = {
  x: 'X',
  facebook: 'Facebook',
  paper: 'the paper’s own sign-on',
  kakao: 'Kakao',
  google: 'Google',
  oidc: 'OpenID Connect',
}

const ADVICE: Record<LoginFailure, string> = {
  denied: 'the person cancelled. Nothing to do.',
  expired:
    'the code was too old, used or of another attempt. Nothing to do; if it is frequent, look at this machine’s clock and its way to the provider.',
  config:
    'check the client’s id and secret, and that the provider lists the callback URL PUBLIC_URL/login/{provider}/callback to the character.',
  'out-of-credit':
    'buy credits in the provider’s console. Its button is off for 15 minutes at a time; the first login after that shows whether it works again.',
  capped:
    'a usage or spending limit is reached. Raise it in the provider’s console, or wait for the next cycle. Its button is off for an hour at a time, at most until midnight UTC; the first login after that shows whether it works again.',
  throttled: 'too many calls. It passes by itself.',
  outage: 'no answer, or a fault at the provider. Nothing to change here; see the provider’s status page.',
  malformed:
    'the answer is not what the provider documents. If it goes on, look for a newer version of Brevier.',
  taken: 'a reader tried to add a login that belongs to another account. Nothing to do.',
  'not-staff': 'somebody without a role tried to enter the console. Invite them if they belong to the desk.',
}

/** Where one provider needs other words. */
const OWN: Partial<Record<ProviderName, Partial<Record<LoginFailure, string>>>> = {
  paper: {
    config:
      'the paper’s page sent a token that is not as agreed; the note names the part. It is posted to PUBLIC_URL/login/paper/callback as docs/sign-on.md describes; look at the key in use with: brevier site sign-on-key list SITE.',
    expired:
      'the token was too old or had been used. Nothing to do; if it is frequent, look at the clocks of both machines.',
  },
  oidc: {
    config:
      'check oidc_issuer (to the character), oidc_client_id and oidc_client_secret, and that the provider lists the callback URL PUBLIC_URL/login/oidc/callback to the character.',
  },
  kakao: {
    config:
      'check kakao_client_id (the REST API key) and kakao_client_secret, and in Kakao’s console that OpenID Connect is on, the client secret is in use, and the redirect URIs list PUBLIC_URL/login/kakao/callback to the character.',
  },
  x: {
    config:
      'check x_client_id and x_client_secret, and in X’s developer console that the app is of the type “Web App”, belongs to a project, and lists the callback URL PUBLIC_URL/login/x/callback to the character.',
    throttled:
      'X allows 75 profile reads per person in 15 minutes. It passes by itself, at the time in the note.',
  },
  facebook: {
    denied:
      'the person cancelled, or the app is still in Development mode, where Facebook refuses everybody but its testers in the same words. If nobody can sign in, switch the app to Live.',
    config:
      'check facebook_app_id and facebook_app_secret, and in the app’s dashboard that the Valid OAuth Redirect URIs list PUBLIC_URL/login/facebook/callback to the character.',
    throttled:
      'the app’s or the person’s call limit is reached. It passes by itself within the hour; the app’s dashboard shows its use.',
  },
}

/** The line for one failed login. The note beside it names what the provider answered. */
export function operatorLine(provider: ProviderName, failure: LoginFailure): OperatorLine {
  const advice = OWN[provider]?.[failure] ?? ADVICE[failure]
  const message = `sign-in with ${TITLES[provider]} failed: ${advice.replace('{provider}', provider)}`
  return { level: LEVELS[failure], message }
}
