import { Hono } from 'hono'
import type { AppEnv, Parts } from '../http/env.ts'
import { dataHeaders } from '../http/security.ts'
import { DAY } from '../kernel/clock.ts'
import { Problem } from '../kernel/errors.ts'
import { LANGUAGES } from '../locales/language.ts'

const PATH = '/.well-known/security.txt'
/** RFC 9116 §2.5.5 advises less than a year. Counted from the request: it is never over. */
const VALID_MS = 180 * DAY

/** Where whoever has found a weakness tells it (RFC 9116). Not there until the operator names a contact. */
export function securityTxtRoutes({ settings, now }: Parts): Hono<AppEnv> {
  const { publicUrl, security } = settings
  return new Hono<AppEnv>().get(PATH, (c) => {
    if (!security) throw new Problem('not-found')
    const lines = [
      `Contact: ${security.contact}`,
      `Expires: ${new Date(now() + VALID_MS).toISOString()}`,
      `Preferred-Languages: ${LANGUAGES.join(', ')}`,
      `Canonical: ${publicUrl}${PATH}`,
      ...(security.policyUrl === null ? [] : [`Policy: ${security.policyUrl}`]),
    ]
    return c.body(`${lines.join('\n')}\n`, 200, {
      ...dataHeaders('text/plain; charset=utf-8'),
      'cache-control': 'public, max-age=3600',
    })
  })
}
