import { defineCommand } from 'citty'
import { type Composition, composeProduction } from '../../compose.ts'
import { loadConfig } from '../../config/config.ts'
import { PATHS } from '../../config/paths.ts'
import { graphVersionWarning } from '../../features/accounts/providers/facebook.ts'
import type { Served } from '../../http/env.ts'
import { systemClock } from '../../kernel/clock.ts'
import { hasCode } from '../../kernel/errors.ts'
import { createPrivateServer, createServer } from '../../server.tsx'
import { startScheduledBackups } from '../../upkeep.ts'
import { serveCommands } from '../command-socket.ts'
import { socketPath } from '../command-words.ts'
import { endSoon, type Listener, listen, untilStopped } from '../listen.ts'
import { printData } from '../output.ts'
import { firstAdminLinks } from '../staff-links.ts'

/** @param onListening called once, when requests are answered */
export const start = (onListening: () => void) =>
  defineCommand({
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
      const composition = await composeProduction(config, { onFatal: endSoon })
      const { services, log, meters, metrics, readiness } = composition
      const watched = { readiness, metrics, token: config.metrics.token, log }
      const commands = await serveCommands(socketPath(config.storage.dataDir), composition)
      const app = createServer({
        services,
        settings: {
          publicUrl: config.publicUrl,
          security: config.security,
          sandbox: false,
          installation: await composition.installationId(),
          trustedProxies: config.trustedProxies,
        },
        assetsDir: PATHS.assets,
        log,
        now: systemClock.now,
        meters,
        watched,
        rates: composition.rates,
        lagMs: composition.lagMs,
      })
      const closeComposition = async () => {
        await commands.close()
        await composition.close()
      }
      const listener = await listenOr(
        app,
        config.listen,
        { port: 'choose another with --port', host: 'choose another with --host' },
        closeComposition,
      )
      const { host, port } = config.metrics
      const watcher =
        port === null
          ? null
          : await listenOr(
              createPrivateServer(watched),
              { host, port },
              { port: 'set another metrics_port', host: 'set another metrics_host' },
              async () => {
                await listener.close()
                await closeComposition()
              },
            )
      const warning = config.providers.facebook && graphVersionWarning(systemClock.now())
      if (warning) log.warn({}, warning)
      composition.startJobs()
      const stopBackups = startScheduledBackups(config, log)
      log.info({ ...config.listen, publicUrl: config.publicUrl }, 'listening')
      const stopped = untilStopped(async () => {
        readiness.stop()
        log.info({}, 'stopping: what was accepted is answered first, for at most nine seconds')
        await Promise.all([listener.close(), commands.close(), stopBackups()])
        await watcher?.close()
        await composition.close()
        log.info({}, 'stopped')
      })
      await printFirstLinks(composition)
      onListening()
      await stopped
      // What still holds the process, such as a paper's server that does not answer, is nobody's any more.
      process.exit(0)
    },
  })

/** On a full disk there is none, and readers are served all the same. */
async function printFirstLinks(composition: Composition): Promise<void> {
  try {
    for (const { site, link } of await firstAdminLinks(composition))
      printData(`First administrator of ${site} (works once, 30 min): ${link}`)
  } catch (error) {
    composition.log.error(
      { error },
      'no link for a first administrator could be made: brevier staff invite makes one later',
    )
  }
}

async function listenOr(
  app: Served,
  place: { host: string; port: number },
  advice: { port: string; host: string },
  giveUp: () => Promise<void>,
): Promise<Listener> {
  return listen(app, place).catch(async (error: unknown) => {
    await giveUp()
    if (hasCode(error, 'EADDRINUSE')) throw new Error(`port ${place.port} is in use; ${advice.port}`)
    if (hasCode(error, 'EACCES')) throw new Error(`port ${place.port} is kept for root; ${advice.port}`)
    if (hasCode(error, ...NOT_HERE))
      throw new Error(`${place.host} is no address of this machine; ${advice.host}`)
    throw error
  })
}

/** A name that leads nowhere, an address of another machine, or of a family that this one does not have. */
const NOT_HERE = ['ENOTFOUND', 'EAI_AGAIN', 'EADDRNOTAVAIL', 'EAFNOSUPPORT']
