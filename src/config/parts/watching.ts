import { MINUTE } from '../../kernel/clock.ts'
import { parseHttpUrl } from '../../kernel/url.ts'
import type { Config } from '../model.ts'
import { Secret } from '../secrets.ts'
import { numberOf, PORTS, type Value } from './value.ts'

export function buildMetrics(value: Value, faults: string[]): Config['metrics'] {
  const token = value('metrics_token')
  if (token !== '' && !/^[\x21-\x7e]{32,512}$/.test(token))
    faults.push(
      'metrics_token must be 32 to 512 visible ASCII characters, e.g. what openssl rand -hex 32 prints',
    )
  const port = value('metrics_port') === '' ? null : numberOf(value, 'metrics_port', PORTS, faults)
  if (port !== null && value('metrics_port') === value('port'))
    faults.push('metrics_port must be another port than port')
  return { host: value('metrics_host'), port, token: token === '' ? null : new Secret(token) }
}

export function buildAlerts(value: Value, faults: string[]): Config['alerts'] {
  const minutes = numberOf(value, 'alert_after_minutes', { min: 1, max: 10_080 }, faults)
  const address = value('alert_webhook_url')
  if (address === '') return null
  // The address is the secret: it is not repeated. What the way out refuses would be said when somebody is needed.
  const url = parseHttpUrl(address)
  if (url?.protocol !== 'https:') faults.push('alert_webhook_url must begin with https://')
  else if (url.port !== '') faults.push('alert_webhook_url must be on port 443')
  return { webhookUrl: new Secret(address), afterMs: minutes * MINUTE }
}

/** Each stands in a line of its own (RFC 9116 §2.5.3 and 2.5.7), so neither may hold a blank or a control. */
export function buildSecurity(value: Value, faults: string[]): Config['security'] {
  const [contact, policyUrl] = [value('security_contact'), value('security_policy_url')]
  const isHttps = (text: string) => /^https:\/\/[\x21-\x7e]+$/.test(text) && parseHttpUrl(text) !== null
  if (contact !== '' && !isHttps(contact) && !/^mailto:[\x21-\x7e]+@[\x21-\x7e]+$/.test(contact))
    faults.push('security_contact must be mailto:ADDRESS or an https address')
  if (policyUrl !== '' && !isHttps(policyUrl)) faults.push('security_policy_url must be an https address')
  if (policyUrl !== '' && contact === '')
    faults.push('security_contact is missing beside security_policy_url')
  return contact === '' ? undefined : { contact, policyUrl: policyUrl || null }
}
