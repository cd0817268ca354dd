import { MINUTE, SECOND } from '../../../src/kernel/clock.ts'
import { personaByKey } from '../../../src/sandbox/personas.ts'
import { type Name, startSandbox } from '../sandbox-login.ts'
import { type Peer, recording } from './peer.ts'

/** Our own stand-in for one of the two. */
export async function sandboxPeer(name: Name): Promise<Peer> {
  const sandbox = await startSandbox()
  const persona = personaByKey('haneul')
  const { outbound, sent } = recording(sandbox.outbound)
  return {
    redirectUri: sandbox.redirectUri(name),
    subject: (name === 'x' ? persona?.xId : persona?.facebookId) ?? '',
    codeMs: name === 'x' ? 30 * SECOND : 10 * MINUTE,
    pkce: name === 'x' ? 'required' : 'offered',
    client: (secret) => sandbox.provider(name, secret, outbound),
    async browse(url, choice) {
      const page = await fetch(url)
      if (page.status !== 200) return null
      const form: Record<string, string> = choice === 'agree' ? { persona: 'haneul' } : { deny: '1' }
      const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' })
      return new URL(answer.headers.get('location') ?? '')
    },
    sent,
    repeat: (request) => sandbox.outbound.request(request),
    passTime(ms) {
      sandbox.now += ms
    },
    close: () => sandbox.close(),
  }
}
