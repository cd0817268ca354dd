import { createHmac, randomUUID } from 'node:crypto'
import type { Site } from '../../src/features/sites/model.ts'
import type { World } from '../support/world.ts'

export const PAPER = 'https://www.ledger.example'
export const SIGN_ON = `${PAPER}/comments-login`

export type Claims = Record<string, unknown>
export interface PaperKey {
  id: string
  key: string
}

/** A newspaper's own member page, as its developer would write it from `docs/sign-on.md`. */
export interface PaperPage {
  key: PaperKey
  claims(change?: Claims): Claims
  sign(claims?: Claims, header?: Claims, key?: PaperKey): string
  /** What the member's browser posts; it brings none of our cookies. */
  post(fields: Record<string, string>, origin?: string | null): Promise<Response>
}

export async function paperPage(world: World, site: Site = world.site): Promise<PaperPage> {
  const own = await world.services.accounts.addSignOnKey(site.id)
  const seconds = () => Math.floor(world.clock.now() / 1_000)
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const claims = (change: Claims = {}): Claims => ({
    iss: site.key,
    aud: world.publicUrl,
    sub: 'member-17',
    name: 'Maya Okafor',
    iat: seconds(),
    exp: seconds() + 300,
    jti: randomUUID(),
    ...change,
  })
  return {
    key: own,
    claims,
    sign(said = claims(), header = {}, key = own) {
      const signed = `${part({ alg: 'HS256', typ: 'JWT', kid: key.id, ...header })}.${part(said)}`
      const mac = createHmac('sha256', Buffer.from(key.key, 'base64url')).update(signed).digest('base64url')
      return `${signed}.${mac}`
    },
    post: (fields, origin = PAPER) =>
      world.form(
        '/login/paper/callback',
        fields,
        undefined,
        origin === null ? { 'x-no-origin': '1' } : { origin },
      ),
  }
}
