import { defineCommand } from 'citty'
import { composeProduction } from '../../compose.ts'
import { loadConfig } from '../../config/config.ts'
import { PATHS } from '../../config/paths.ts'
import { systemClock } from '../../kernel/clock.ts'
import { createServer } from '../../server.tsx'
import { listen, untilStopped } from '../listen.ts'

export const start = defineCommand({
  meta: { name: 'start', description: 'Serve readers, moderators and machines. Needs a configuration.' },
  args: {
    port: { type: 'string', description: 'port to listen on' },
    host: { type: 'string', description: 'address to listen on' },
  },
  async run({ args }) {
    const config = loadConfig({
      cwd: process.cwd(),
      flags: { ...(args.port ? { port: args.port } : {}), ...(args.host ? { host: args.host } : {}) },
    })
    const composition = await composeProduction(config)
    const { services, log } = composition
    const app = createServer({
      services,
      settings: { publicUrl: config.publicUrl, sandbox: false },
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
    composition.startJobs()
    log.info({ ...config.listen, publicUrl: config.publicUrl }, 'listening')
    await untilStopped(async () => {
      await listener.close()
      await composition.close()
    })
  },
})

function isPortTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
}
