import { defineCommand } from 'citty'
import { composeProduction } from '../../compose.ts'
import { ConfigError, loadConfig } from '../../config/config.ts'
import { PATHS } from '../../config/paths.ts'
import { graphVersionWarning } from '../../features/accounts/providers/facebook.ts'
import { systemClock } from '../../kernel/clock.ts'
import { createServer } from '../../server.tsx'
import { listen, untilStopped } from '../listen.ts'
import { printData } from '../output.ts'
import { firstAdminLinks } from '../staff-links.ts'

export const start = defineCommand({
  meta: { name: 'start', description: 'Serve readers, moderators and machines. Needs a configuration.' },
  args: {
    port: { type: 'string', description: 'port to listen on' },
    host: { type: 'string', description: 'address to listen on' },
  },
  async run({ args }) {
    refuseUnknown(args, ['port', 'host'])
    const config = loadConfig({
      cwd: process.cwd(),
      flags: { ...(args.port ? { port: args.port } : {}), ...(args.host ? { host: args.host } : {}) },
    })
    const composition = await composeProduction(config)
    const { services, log } = composition
    const app = createServer({
      services,
      settings: { publicUrl: config.publicUrl, security: config.security, sandbox: false },
      assetsDir: PATHS.assets,
      log,
      now: systemClock.now,
    })
    const listener = await listen(app, config.listen).catch(async (error: unknown) => {
      await composition.close()
      throw isPortTaken(error)
        ? new Error(`port ${config.listen.port} is in use; choose another with --port`)
        : error
    })
    const warning = config.providers.facebook && graphVersionWarning(systemClock.now())
    if (warning) log.warn({}, warning)
    composition.startJobs()
    log.info({ ...config.listen, publicUrl: config.publicUrl }, 'listening')
    for (const { site, link } of await firstAdminLinks(composition))
      printData(`First administrator of ${site} (works once, 30 min): ${link}`)
    await untilStopped(async () => {
      await listener.close()
      await composition.close()
    })
  },
})

/** The parser keeps what it does not know; a mistyped flag must not start a server on the wrong port. */
function refuseUnknown(args: object, known: readonly string[]): void {
  const unknown = Object.keys(args).filter((name) => name !== '_' && !known.includes(name))
  if (unknown.length > 0) throw new ConfigError(unknown.map((name) => `--${name} is not a known flag`))
}

function isPortTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
}
