import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ConfigError, loadConfig } from '../../src/config/config.ts'
import { catalogue } from '../../src/locales/index.ts'
import { SANDBOX_CLIENT_PREFIX, SANDBOX_SENTINEL } from '../../src/sandbox/endpoints.ts'
import { reasonsNotToStart } from '../../src/sandbox/locks.ts'
import { freePort, startProgram } from '../support/process.ts'
import { readSources } from '../support/sources.ts'
import { createWorld, type World } from '../support/world.ts'

const MAIN = join(process.cwd(), 'dist/main.js')
const SANDBOX = join(process.cwd(), 'dist/sandbox.js')
const REAL = {
  BREVIER_PUBLIC_URL: 'http://localhost:8787',
  BREVIER_X_CLIENT_ID: 'real-id',
  BREVIER_X_CLIENT_SECRET: 'real-secret',
}

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'brevier-locks-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function run(program: string, args: readonly string[], env: Record<string, string>) {
  const started = startProgram(process.execPath, [program, ...args], env, folder)
  return { code: await started.ended, output: started.output() }
}

describe('lock 1: the sandbox is a program of its own', () => {
  it('no file of the published package holds its sentence or its clients', async () => {
    const npm = startProgram('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', '--silent'])
    await npm.ended
    const [{ files }] = JSON.parse(npm.output())
    const paths: string[] = files.map(({ path }: { path: string }) => path)
    expect(paths).toContain('dist/main.js')
    expect(paths.filter((path) => /sandbox|states/.test(path))).toEqual([])
    const traces = [SANDBOX_SENTINEL, 'sandbox-x-client', 'sandbox-facebook-app', 'only-for-this-machine']
    const holding = paths.filter((path) => {
      const text = readFileSync(path, 'utf8')
      return traces.some((trace) => text.includes(trace))
    })
    expect(holding).toEqual([])
  })

  it('the search would find them: they are in the other program', () => {
    const text = readdirSync('dist')
      .filter((name) => /^sandbox.*\.js$/.test(name))
      .map((name) => readFileSync(join('dist', name), 'utf8'))
      .join('\n')
    expect(text).toContain(SANDBOX_SENTINEL)
    expect(text).toContain('sandbox-x-client')
  })
})

describe('lock 2: the hosts of X and Facebook are constants', () => {
  it('only the sandbox hands a provider other addresses', () => {
    const naming = readSources()
      .filter(({ path }) => !/^src\/(features\/accounts\/providers|sandbox)\//.test(path))
      .filter(({ text }) => /\bendpoints\b|X_ENDPOINTS|FACEBOOK_ENDPOINTS/.test(text))
    expect(naming.map(({ path }) => path)).toEqual([])
  })
})

describe('lock 3: the sandbox starts on this machine alone', () => {
  const own = { service: 'http://localhost:8787', providers: 'http://127.0.0.1:8788', host: '127.0.0.1' }

  it('starts with loopback addresses', () => {
    for (const host of ['127.0.0.1', '127.1.2.3', '::1', 'localhost', 'news.localhost']) {
      expect(reasonsNotToStart({ ...own, host }, { BREVIER_HOST: host })).toEqual([])
    }
  })

  it.each([
    '0.0.0.0',
    '::',
    '192.168.0.7',
    'paper.example',
    'localhost.paper.example',
    '',
    'a b',
    '127.0.0.1@x',
  ])('refuses the address “%s”', (host) => {
    expect(reasonsNotToStart({ ...own, host }, {})).toHaveLength(1)
    expect(reasonsNotToStart({ ...own, service: `http://${host}` }, {})).toHaveLength(1)
  })

  it.each([
    [{ NODE_ENV: 'production' }, 'NODE_ENV=production'],
    [{ BREVIER_HOST: '0.0.0.0' }, 'BREVIER_HOST is 0.0.0.0'],
    [{ BREVIER_PUBLIC_URL: 'https://comments.paper.example' }, 'BREVIER_PUBLIC_URL is https://comments'],
  ] as const)('the program ends with %j', async (env, sentence) => {
    const args = ['--port', `${await freePort()}`, '--data', join(folder, 'never')]
    const { code, output } = await run(SANDBOX, args, { ...env })
    expect(code).toBe(2)
    expect(output).toContain(sentence)
    expect(output).not.toMatch(/^\s+at /m)
    expect(readdirSync(folder)).not.toContain('never')
  })

  it('has no flag for another address', async () => {
    const { code, output } = await run(SANDBOX, ['--host', '0.0.0.0'], {})
    expect(code).toBe(2)
    expect(output).toContain('--host')
    expect(output).not.toMatch(/^\s+at /m)
  })
})

describe('lock 4: a database belongs to one of the two', () => {
  it('the sandbox does not open production’s, nor production the sandbox’s', async () => {
    const real = join(folder, 'real')
    expect((await run(MAIN, ['site', 'list'], { ...REAL, BREVIER_DATA: real })).code).toBe(0)
    const args = ['--port', `${await freePort()}`, '--data', real]
    const refused = await run(SANDBOX, args, {})
    expect(refused.code).toBe(1)
    expect(refused.output).toContain('belongs to a production installation')

    const fake = join(folder, 'fake')
    const port = await freePort()
    const demo = startProgram(process.execPath, [SANDBOX, '--port', `${port}`, '--data', fake], {}, folder)
    await new Promise<void>((resolve) => {
      demo.child.stdout?.once('data', () => resolve())
      void demo.ended.then(() => resolve())
    })
    await demo.kill('SIGTERM')
    const back = await run(MAIN, ['site', 'list'], { ...REAL, BREVIER_DATA: fake })
    expect(back.code).toBe(1)
    expect(back.output).toContain('belongs to a sandbox installation')
  })
})

describe('lock 5: its clients are refused, its pages say what they are', () => {
  it('every id that begins like the sandbox’s is a fault of the configuration', () => {
    const id = `${SANDBOX_CLIENT_PREFIX}anything`
    const env = {
      BREVIER_PUBLIC_URL: 'https://comments.paper.example',
      BREVIER_X_CLIENT_ID: id,
      BREVIER_X_CLIENT_SECRET: 's',
      BREVIER_FACEBOOK_APP_ID: id,
      BREVIER_FACEBOOK_APP_SECRET: 's',
    }
    const load = () => loadConfig({ env, cwd: folder })
    expect(load).toThrow(ConfigError)
    expect(load).toThrow(/x_client_id is a sandbox id[\s\S]*facebook_app_id is a sandbox id/)
  })

  describe('the banner', () => {
    let world: World
    beforeAll(async () => {
      world = await createWorld({ sandbox: true })
    })
    afterAll(() => world.close())

    it('is on every page of the service, for visitors, readers and the desk', async () => {
      const people = [undefined, await world.reader(), await world.staff('Han Jiwoo', 'admin')]
      const paths = new Set(
        world.app.routes
          .filter(({ method, path }) => method === 'GET' && !path.includes('*'))
          .map(({ path }) => path.replace(/:[a-z]+(\{[^}]*\})?/gi, world.article.id)),
      )
      paths.add(`/login/x/start?article=${world.article.id}`)
      paths.add('/frame?site=ledger&article=article-1')
      paths.add('/nothing-here')
      const { sandboxBanner } = catalogue('en').common
      let pages = 0
      for (const path of paths) {
        for (const as of people) {
          const answer = await world.request(path, { as, headers: { accept: 'text/html' } })
          if (!answer.headers.get('content-type')?.startsWith('text/html')) continue
          pages += 1
          const text = await answer.text()
          expect(text.includes(sandboxBanner) ? '' : `${path} ${answer.status}`).toBe('')
        }
      }
      expect(pages).toBeGreaterThan(30)
    })
  })
})
