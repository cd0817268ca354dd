import { existsSync, mkdirSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { isLoopbackUrl } from '../../kernel/url.ts'
import { writeDurably } from '../../upkeep.ts'
import type { Answers } from './answers.ts'

export interface Places {
  /** The configuration that is written. */
  path: string
  /** As it is written there: a relative one is meant from the configuration's folder. */
  data: string
  port: string | undefined
}

/** @throws when there is a configuration already and it is not to be replaced */
export function refuseExisting(path: string, isForced: boolean): void {
  if (existsSync(path) && !isForced)
    throw new Error(`there is a ${path} already; --force writes another in its place`)
}

/**
 * Secrets into files of their own that nobody else can read, then the configuration that names them: whoever finds it
 * finds all it needs.
 */
export function writeConfiguration(answers: Answers, { path, data, port }: Places): void {
  const folder = dirname(path)
  const dataDir = resolve(folder, data)
  const secrets = join(dataDir, 'secrets')
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  mkdirSync(secrets, { recursive: true, mode: 0o700 })
  const keep = (name: string, secret: string): string => {
    const kept = join(secrets, name)
    writeDurably(kept, `${secret}\n`)
    const near = relative(folder, kept)
    return near.startsWith('..') ? kept : `./${near}`
  }
  const { publicUrl, x, facebook } = answers
  const settings = {
    public_url: publicUrl,
    data,
    ...(port === undefined ? {} : { port: Number(port) }),
    // Brevier speaks no TLS: behind a public https address stands a proxy, and without this every reader has its address.
    ...(publicUrl.startsWith('https:') && !isLoopbackUrl(new URL(publicUrl)) ? { trusted_proxies: 1 } : {}),
    ...(x ? { x_client_id: x.id, x_client_secret_file: keep('x_client_secret', x.secret) } : {}),
    ...(facebook
      ? {
          facebook_app_id: facebook.id,
          facebook_app_secret_file: keep('facebook_app_secret', facebook.secret),
        }
      : {}),
  }
  writeDurably(path, `${JSON.stringify(settings, null, 2)}\n`)
}
