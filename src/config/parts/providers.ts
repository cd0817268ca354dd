import { parseHttpUrl } from '../../kernel/url.ts'
import type { Config } from '../model.ts'
import type { Key } from '../options.ts'
import { Secret } from '../secrets.ts'
import type { Value } from './value.ts'

/** At least one, each whole. */
export function buildProviders(value: Value, faults: string[]): Config['providers'] {
  const before = faults.length
  const x = pair(value, 'x_client_id', 'x_client_secret', faults)
  const facebook = pair(value, 'facebook_app_id', 'facebook_app_secret', faults)
  const kakao = pair(value, 'kakao_client_id', 'kakao_client_secret', faults)
  const google = pair(value, 'google_client_id', 'google_client_secret', faults)
  const oidc = freeOidc(value, faults)
  if (![x, facebook, kakao, google, oidc].some(Boolean) && faults.length === before) {
    faults.push(
      'set x_client_id and x_client_secret, or those of facebook, kakao, google or oidc: readers need a way in',
    )
  }
  return {
    x: x && client(x),
    facebook: facebook && { appId: facebook.id, appSecret: facebook.secret },
    kakao: kakao && client(kakao),
    google: google && client(google),
    oidc,
  }
}

function client({ id, secret }: { id: string; secret: Secret }) {
  return { clientId: id, clientSecret: secret }
}

/** All four or none: without a label, readers would be asked to continue with a protocol. */
function freeOidc(value: Value, faults: string[]): Config['providers']['oidc'] {
  const issuer = value('oidc_issuer')
  const label = value('oidc_label').trim()
  const found = pair(value, 'oidc_client_id', 'oidc_client_secret', faults)
  if (!found && issuer === '' && label === '') return null
  if (!found)
    faults.push('oidc_client_id and oidc_client_secret are missing beside oidc_issuer or oidc_label')
  const url = parseHttpUrl(issuer)
  // Discovery §3: https, no query, no fragment. It is compared to the character, so it stays as it was typed.
  if (url?.protocol !== 'https:' || url.search !== '' || url.hash !== '')
    faults.push(
      'oidc_issuer must be an https address without query, to the character as the provider names itself',
    )
  if (!/^[^\p{C}]{1,40}$/u.test(label))
    faults.push('oidc_label must be 1 to 40 characters: the name on the button')
  return found && { ...client(found), issuer, label }
}

function pair(value: Value, idKey: Key, secretKey: Key, faults: string[]) {
  const id = value(idKey)
  const secret = value(secretKey)
  if (id === '' && secret === '') return null
  if (id === '') faults.push(`${idKey} is missing beside ${secretKey}`)
  if (secret === '') faults.push(`${secretKey} is missing beside ${idKey}`)
  // Lock 5 of the sandbox: its client ids can never be production's.
  if (id.startsWith('sandbox-'))
    faults.push(`${idKey} is a sandbox id; enter the one from the developer console`)
  return { id, secret: new Secret(secret) }
}
