import type { BrowserContext } from 'playwright-core'
import { listen } from '../../src/cli/listen.ts'
import { freePort } from './process.ts'
import { createWorld, type Person, type World, type WorldOptions } from './world.ts'

export interface ServedWorld extends World {
  port: number
}

/** A world behind a socket of its own, for a real browser: `http://localhost` counts as a secure origin there. */
export async function serveWorld(options: Omit<WorldOptions, 'publicUrl'> = {}): Promise<ServedWorld> {
  const port = await freePort()
  const world = await createWorld({ ...options, publicUrl: `http://localhost:${port}` })
  const listener = await listen(world.app, { host: '127.0.0.1', port })
  return {
    ...world,
    port,
    async close() {
      await listener.close()
      await world.close()
    },
  }
}

/** Gives the browser the session cookie of a person of this world, as signing in at top level sets it. */
export async function giveSession(
  context: BrowserContext,
  { cookie }: Person,
  domain = 'localhost',
): Promise<void> {
  const [name = '', value = ''] = cookie.split('=')
  const attributes = { domain, path: '/', secure: true, httpOnly: true }
  await context.addCookies([{ name, value, ...attributes, sameSite: 'Lax' }])
}
