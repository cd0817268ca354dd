import { join, resolve } from 'node:path'
import { createLog } from '../adapters/log.ts'
import { createOutbound } from '../adapters/outbound.ts'
import { type Listener, listen, untilStopped } from '../cli/listen.ts'
import { printData, printError } from '../cli/output.ts'
import { type Composition, compose } from '../compose.ts'
import { PATHS } from '../config/paths.ts'
import { Secret } from '../config/secrets.ts'
import { createFacebookProvider } from '../features/accounts/providers/facebook.ts'
import { createXProvider } from '../features/accounts/providers/x.ts'
import type { AccountService } from '../features/accounts/service.ts'
import type { Log } from '../features/ports.ts'
import type { Site } from '../features/sites/model.ts'
import type { SiteService } from '../features/sites/service.ts'
import { hasCode } from '../kernel/errors.ts'
import { createServer } from '../server.tsx'
import { demoRoutes } from './demo-routes.tsx'
import { sandboxEndpoints } from './endpoints.ts'
import { byHost, onlyThisMachine, reasonsNotToStart } from './locks.ts'
import { createSandboxPaper } from './paper.tsx'
import { PERSONAS } from './personas.ts'
import { createSandboxProviders } from './providers.ts'
import { createSeeder, type Seeded } from './seed.ts'
import { createShiftedClock } from './shifted-clock.ts'

export interface DemoOptions {
  port: number
  dataDir: string
  /** Pending comments to add beside the seeds. */
  queue: number
  /** One JSON line instead of the block, for programs. */
  json: boolean
}

interface Origins {
  service: string
  providers: string
}

const HOST = '127.0.0.1'
const SECRETS = {
  x: { id: 'sandbox-x-client', secret: 'sandbox-x-secret-only-for-this-machine' },
  facebook: { id: 'sandbox-facebook-app', secret: 'sandbox-facebook-secret-only-for-this-machine' },
}

/** Serves the demo until it is stopped. @returns the exit code */
export async function runDemo({ port, dataDir: folder, queue, json }: DemoOptions): Promise<number> {
  if (!Number.isInteger(port) || port < 1024 || port > 65_534 || !Number.isInteger(queue) || queue < 0) {
    printError('--port takes a number from 1024 to 65534, --queue a number from 0.')
    return 2
  }
  const dataDir = resolve(folder)
  const origins = {
    service: `http://localhost:${port}`,
    providers: `http://${HOST}:${port + 1}`,
    // The same listener under another name.
    paper: `http://localhost:${port + 1}`,
  }
  const reasons = reasonsNotToStart({
    'The address to listen on': HOST,
    'The service': origins.service,
    'The providers': origins.providers,
  })
  if (reasons.length > 0) {
    printError(reasons.join('\n'))
    return 2
  }
  try {
    await requireFree([port, port + 1])
  } catch (error) {
    return portTaken(error, port)
  }
  const log = createLog('warn')
  const clock = createShiftedClock()
  const composition = await openInstallation(origins, dataDir, log, clock)
  const listeners: Listener[] = []
  try {
    const seeded = await createSeeder(composition.services, clock).run({
      publicUrl: origins.service,
      paper: origins.paper,
      queue,
    })
    const paper = await paperApp(origins, composition.services.accounts, seeded.site, clock)
    const standIns = byHost({ [new URL(origins.paper).host]: paper }, providerApp(origins, clock))
    listeners.push(await listen(standIns, { host: HOST, port: port + 1 }))
    const app = createServer({
      services: composition.services,
      settings: { publicUrl: origins.service, sandbox: true },
      assetsDir: PATHS.assets,
      log,
      now: clock.now,
      extra: (parts) => demoRoutes(parts, seeded),
    })
    listeners.push(await listen(onlyThisMachine(app, `localhost:${port}`), { host: HOST, port }))
    composition.startJobs()
    const token = await composition.services.accounts.createConsoleLink(seeded.admin)
    const keys = await paperKeys(composition.services.sites, seeded.site)
    printData(json ? jsonLine(origins, token, seeded, keys) : block(origins, token, dataDir, keys))
    await untilStopped(() => stop(listeners, composition))
    return 0
  } catch (error) {
    await stop(listeners, composition)
    return portTaken(error, port)
  }
}

/** Seeding takes seconds: that there is nowhere to listen is found out before. @throws what `listen` throws */
async function requireFree(ports: readonly number[]): Promise<void> {
  const nobody = { fetch: () => new Response(null, { status: 503 }) }
  for (const port of ports) await (await listen(nobody, { host: HOST, port })).close()
}

/** @returns the exit code @throws every other error */
function portTaken(error: unknown, port: number): number {
  if (!hasCode(error, 'EADDRINUSE')) throw error
  printError(`Port ${port} or ${port + 1} is in use. Choose another: npm run demo -- --port ${port + 10}`)
  return 1
}

async function openInstallation(
  origins: Origins,
  dataDir: string,
  log: Log,
  clock: { now(): number },
): Promise<Composition> {
  const outbound = createOutbound({ allow: [new URL(origins.providers).host] })
  const endpoints = sandboxEndpoints(origins.providers)
  return compose({
    publicUrl: origins.service,
    dataDir,
    database: `sqlite:${join(dataDir, 'brevier.sqlite')}`,
    // Lock 4: the database is stamped, and identities carry the mark as well.
    kind: 'sandbox',
    providers: [
      createXProvider({
        clientId: SECRETS.x.id,
        clientSecret: new Secret(SECRETS.x.secret),
        outbound,
        endpoints: endpoints.x,
        identityProvider: 'sandbox:x',
      }),
      createFacebookProvider({
        appId: SECRETS.facebook.id,
        appSecret: new Secret(SECRETS.facebook.secret),
        outbound,
        endpoints: endpoints.facebook,
        identityProvider: 'sandbox:facebook',
      }),
    ],
    log,
    clock,
  })
}

function providerApp(origins: Origins, clock: { now(): number }) {
  const client = (name: 'x' | 'facebook') => ({
    ...SECRETS[name],
    redirectUris: [`${origins.service}/login/${name}/callback`],
  })
  const app = createSandboxProviders({
    publicUrl: origins.providers,
    clients: { x: client('x'), facebook: client('facebook') },
    clock,
    notices: {
      serviceUrl: origins.service,
      outbound: createOutbound({ allow: [new URL(origins.service).host] }),
    },
  })
  return onlyThisMachine({ fetch: (request) => app.fetch(request) }, new URL(origins.providers).host)
}

/** The paper's member page, with a key of this start: an older start's keys are in nobody's hands. */
async function paperApp(
  { service, paper }: { service: string; paper: string },
  accounts: AccountService,
  site: Site,
  clock: { now(): number },
) {
  for (const { id, endedAt } of await accounts.signOnKeys(site.id)) {
    if (endedAt === null) await accounts.endSignOnKey(site.id, id)
  }
  const { id: keyId, key } = await accounts.addSignOnKey(site.id)
  const app = createSandboxPaper({ serviceUrl: service, siteKey: site.key, keyId, key, clock })
  return onlyThisMachine({ fetch: (request) => app.fetch(request) }, new URL(paper).host)
}

interface PaperKeys {
  push: string
  ping: string
}

/** What a paper's own system signs and shows (`docs/articles.md`): of this start, for the same reason. */
async function paperKeys(sites: SiteService, { id }: Site): Promise<PaperKeys> {
  for (const key of await sites.keys(id)) if (key.endedAt === null) await sites.endKey(id, key.id)
  return { push: (await sites.addKey(id)).key, ping: await sites.pingKey(id) }
}

async function stop(listeners: readonly Listener[], composition: Composition): Promise<void> {
  await Promise.all(listeners.map((listener) => listener.close()))
  await composition.close()
}

function block(
  { service: url, providers }: Origins,
  token: string,
  dataDir: string,
  { push, ping }: PaperKeys,
): string {
  return `
Brevier demo (sandbox, this machine only)

  Article     ${url}/demo
  Korean      ${url}/demo/ko
  Console     ${url}/console/enter#${token}
              (one-time, 30 min; restart for a new one)
  Sign in as  ${PERSONAS.slice(0, 4)
    .map(({ name }) => name)
    .join(' · ')} … (X, Facebook or the paper, any of ${PERSONAS.length})
  Providers   ${providers}  (remove the app, delete data, opener policy)
  Push key    ${push}  (PUT ${url}/v1/articles/…)
  Ping key    ${ping}
  Data        ${dataDir} (delete it to reset)
  Stop        Ctrl-C
`
}

function jsonLine(
  { service: url, providers }: Origins,
  token: string,
  { articles }: Seeded,
  keys: PaperKeys,
): string {
  return JSON.stringify({
    url,
    providers,
    demo: `${url}/demo`,
    console: `${url}/console/enter#${token}`,
    keys,
    articles: articles.map(({ article, path }) => ({
      id: article.id,
      key: article.key,
      headline: article.headline,
      language: article.language,
      url: `${url}/a/${article.id}`,
      page: `${url}${path}`,
    })),
    personas: PERSONAS.map(({ key, name }) => ({ key, name })),
  })
}
