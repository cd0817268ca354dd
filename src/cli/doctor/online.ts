import type { Config } from '../../config/config.ts'
import { type Outbound, OutboundError, type OutboundResponse } from '../../features/ports.ts'
import { isLoopbackUrl } from '../../kernel/url.ts'
import { type Check, type Finding, fail, ok, warn } from './check.ts'
import { CLOCK_OFF_MS } from './database.ts'

export const publicUrl: Check<'composition' | 'config' | 'outbound'> = {
  name: 'public-url',
  async look({ composition, config, outbound }) {
    if (!outbound) return []
    const url = new URL(config.publicUrl)
    if (isLoopbackUrl(url))
      return [warn(`${url.origin} is this machine alone`, 'set public_url before going live')]
    const health = await ask(outbound, `${url.origin}/healthz`)
    if (typeof health === 'string')
      return [fail(`${url.origin} does not answer: ${health}`, 'check DNS, certificate, firewall and proxy')]
    if (health.headers.get('x-brevier-installation') !== (await composition.installationId()))
      return [
        fail(
          `${url.origin} is not this installation`,
          'is the service running, and does the proxy lead to it?',
        ),
      ]
    return [ok(`${url.origin} leads to this installation`), ...(await keepsHost(outbound, url))]
  },
}

async function keepsHost(outbound: Outbound, { origin }: URL): Promise<Finding[]> {
  const page = await ask(outbound, `${origin}/privacy`)
  if (typeof page === 'string') return [fail(`${origin}/privacy does not answer: ${page}`, 'look at the log')]
  if (page.status === 421)
    return [fail('the proxy changes the Host header', 'let it pass Host on as it came: docs/go-live.md')]
  if (page.status >= 500) return [fail(`pages answer ${page.status}`, 'look at the log')]
  return [ok('the proxy keeps the Host header')]
}

export const securityTxt: Check<'config' | 'outbound'> = {
  name: 'security.txt',
  async look({ config, outbound }) {
    if (!outbound || isLoopbackUrl(new URL(config.publicUrl))) return []
    const answer = await ask(outbound, `${config.publicUrl}/.well-known/security.txt`)
    const hasContact =
      typeof answer !== 'string' &&
      answer.status === 200 &&
      /^Contact:/im.test(new TextDecoder().decode(answer.body))
    if (hasContact) return [ok('says where weaknesses are reported')]
    return [warn('names no contact', 'tell people where to report a weakness')]
  },
}

/** Where each provider can be asked something without a credential. */
function addresses({ providers }: Config): [string, string][] {
  const { x, facebook, kakao, google, oidc } = providers
  return [
    ...(x ? [['X', 'https://api.x.com/'] as [string, string]] : []),
    ...(facebook ? [['Facebook', 'https://graph.facebook.com/'] as [string, string]] : []),
    ...(kakao ? [['Kakao', discovery('https://kauth.kakao.com')] as [string, string]] : []),
    ...(google ? [['Google', discovery('https://accounts.google.com')] as [string, string]] : []),
    ...(oidc ? [[oidc.label, discovery(oidc.issuer)] as [string, string]] : []),
  ]
}

const discovery = (issuer: string) => `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`

/** Reachable, and by its Date (RFC 9110 §6.6.1) the same time as here. Nobody is logged in for this. */
export const providers: Check<'config' | 'outbound' | 'now'> = {
  name: 'providers',
  async look({ config, outbound, now }) {
    if (!outbound) return []
    const findings: Finding[] = []
    const started = performance.now()
    for (const [name, url] of addresses(config)) {
      const answer = await ask(outbound, url)
      if (typeof answer === 'string') {
        findings.push(
          fail(`${name} cannot be reached: ${answer}`, 'check this machine’s way out, and its DNS'),
        )
        continue
      }
      if (url.endsWith('openid-configuration') && answer.status !== 200)
        findings.push(fail(`${name} answers its configuration with ${answer.status}`, 'check its issuer'))
      else findings.push(ok(`${name} can be reached`))
      findings.push(...clock(name, answer, now + performance.now() - started))
    }
    return findings
  },
}

function clock(name: string, { headers }: OutboundResponse, now: number): Finding[] {
  const theirs = Date.parse(headers.get('date') ?? '')
  if (Number.isNaN(theirs)) return []
  const off = Math.round((now - theirs) / 1_000)
  if (Math.abs(off) * 1_000 <= CLOCK_OFF_MS) return [ok(`this clock agrees with that of ${name}`)]
  return [
    fail(`this clock is ${Math.abs(off)} s ${off > 0 ? 'ahead' : 'behind'}`, 'let NTP set it: logins fail'),
  ]
}

async function ask(outbound: Outbound, url: string): Promise<OutboundResponse | string> {
  try {
    return await outbound.request({ url: new URL(url), method: 'GET', cuts: true })
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error
    return REASONS[error.reason]
  }
}

const REASONS: Readonly<Record<OutboundError['reason'], string>> = {
  address: 'its address is not public, as seen from here',
  timeout: 'no answer within 5 s',
  'too-large': 'its answer is too large',
  network: 'no connection, or no valid certificate',
}
