import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { freePort, startProgram, untilAnswering } from '../support/process.ts'

const MAIN = join(process.cwd(), 'dist/main.js')
/** Nothing listens there; whoever is sent to it has been redirected by a setting. */
const ELSEWHERE = 'http://127.0.0.1:9'
const CLIENTS = {
  BREVIER_X_CLIENT_ID: 'real-x-id',
  BREVIER_X_CLIENT_SECRET: 'real-x-secret',
  BREVIER_FACEBOOK_APP_ID: 'real-facebook-id',
  BREVIER_FACEBOOK_APP_SECRET: 'real-facebook-secret',
}

/** Every name that could be taken for a way to send sign-ins to another place. */
const NAMES = [
  'SANDBOX',
  'SANDBOX_URL',
  'DEMO',
  'KIND',
  'PROVIDERS',
  'PROVIDERS_URL',
  ...['X', 'TWITTER', 'FACEBOOK', 'GRAPH', 'META', 'SANDBOX_X', 'SANDBOX_FACEBOOK'].flatMap((provider) =>
    [
      'URL',
      'HOST',
      'ORIGIN',
      'ENDPOINT',
      'ENDPOINTS',
      'BASE_URL',
      'API_BASE',
      'AUTHORIZE_URL',
      'DIALOG_URL',
      'TOKEN_URL',
      'PROFILE_URL',
      'IDENTITY_PROVIDER',
      'VERSION',
    ].map((part) => `${provider}_${part}`),
  ),
]
const all = (prefix: string) => Object.fromEntries(NAMES.map((name) => [`${prefix}${name}`, ELSEWHERE]))

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'brevier-entry-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function run(args: readonly string[], env: Record<string, string>) {
  const program = startProgram(process.execPath, [MAIN, ...args], env, folder)
  return { code: await program.ended, output: program.output() }
}

it('ends with every fault listed when its own settings name another place', async () => {
  const env = { ...CLIENTS, ...all('BREVIER_'), BREVIER_PUBLIC_URL: 'http://localhost:8787' }
  const { code, output } = await run(['start'], env)
  expect(code).toBe(2)
  const missing = NAMES.filter((name) => !output.includes(`BREVIER_${name} is not a known setting`))
  expect(missing).toEqual([])
})

it('ends with every fault listed when it is given the sandbox’s clients', async () => {
  const { code, output } = await run(['start'], {
    ...CLIENTS,
    BREVIER_PUBLIC_URL: 'http://localhost:8787',
    BREVIER_X_CLIENT_ID: 'sandbox-x-client',
    BREVIER_FACEBOOK_APP_ID: 'sandbox-facebook-app',
  })
  expect(code).toBe(2)
  expect(output).toContain('x_client_id is a sandbox id')
  expect(output).toContain('facebook_app_id is a sandbox id')
})

it('with all other variables set, sends people to x.com and www.facebook.com alone', async () => {
  const port = await freePort()
  const url = `http://localhost:${port}`
  const env = {
    ...all(''),
    ...Object.fromEntries(['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'].map((name) => [name, ELSEWHERE])),
    NODE_ENV: 'development',
    ...CLIENTS,
    BREVIER_PUBLIC_URL: url,
    BREVIER_DATA: join(folder, 'data'),
  }
  await run(['site', 'add', 'ledger', '--title', 'The Ledger', '--origin', 'https://www.ledger.example'], env)
  const article = {
    key: 'one',
    url: 'https://www.ledger.example/one',
    headline: 'Harbour to be dredged',
    language: 'en',
    publishedAt: 0,
  }
  writeFileSync(join(folder, 'article.json'), JSON.stringify(article))
  await run(['article', 'put', 'ledger', join(folder, 'article.json')], env)
  const server = startProgram(process.execPath, [MAIN, 'start', '--port', `${port}`], env, folder)
  try {
    await untilAnswering(`${url}/healthz`, server)
    const frame = await (await fetch(`${url}/frame?site=ledger&article=one`)).text()
    const id = /data-article="([0-9a-f-]{36})"/.exec(frame)?.[1] ?? ''
    expect(await leaving(url, 'x', id)).toMatch(/^https:\/\/x\.com\/i\/oauth2\/authorize\?/)
    expect(await leaving(url, 'facebook', id)).toMatch(
      /^https:\/\/www\.facebook\.com\/v26\.0\/dialog\/oauth\?/,
    )
    expect((await fetch(`${url}/demo`)).status).toBe(404)
  } finally {
    await server.kill('SIGTERM')
  }
})

/** The address on the page that answers the login form; that page names no other place. */
async function leaving(url: string, provider: string, article: string): Promise<string> {
  const answer = await fetch(`${url}/login/${provider}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: url, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ article }).toString(),
  })
  const page = await answer.text()
  expect(page).not.toContain('127.0.0.1:9')
  const targets = [...page.matchAll(/(?:url=|<a[^>]* href=")(https?:[^"]+)/g)].map(
    ([, target = '']) => target,
  )
  expect(new Set(targets).size).toBe(1)
  return targets[0] ?? ''
}
