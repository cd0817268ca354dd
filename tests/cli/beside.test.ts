import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { policy } from '../../seeds/policy.ts'
import { type Filled, fillInstallation } from '../support/filled.ts'
import { freePort, type Program, startProgram, untilAnswering } from '../support/process.ts'

let filled: Filled
let port: number
let server: Program
let socket: string

async function serve(): Promise<Program> {
  const args = [resolve('dist/main.js'), 'start', '--port', `${port}`]
  const program = startProgram(process.execPath, args, filled.env, filled.folder)
  await untilAnswering(`http://localhost:${port}/healthz`, program)
  return program
}

beforeAll(async () => {
  port = await freePort()
  filled = await fillInstallation(30, `http://localhost:${port}`)
  socket = join(filled.data, 'brevier.sock')
  server = await serve()
})
afterAll(async () => {
  await server.kill('SIGTERM')
  filled.remove()
})

/** What comes back for these bytes, until the service closes. */
function said(bytes: string): Promise<string> {
  return new Promise((done, failed) => {
    let text = ''
    const caller = connect(socket, () => caller.write(bytes))
    caller.setEncoding('utf8').on('data', (chunk) => {
      text += chunk
    })
    caller.once('close', () => done(text)).once('error', failed)
  })
}

const ADD = ['site', 'add', 'courier', '--title', 'The Courier', '--origin', 'https://www.courier.example']
const ARTICLE = {
  key: 'beside',
  url: 'https://www.courier.example/beside',
  headline: 'Ferry runs again',
  language: 'en',
  publishedAt: Date.UTC(2026, 5, 1),
}

describe('a command beside the running service', () => {
  it('that writes is carried out there, is seen there at once, and takes files from where it was called', async () => {
    expect(await filled.run(ADD)).toMatchObject({ code: 0, output: expect.stringContaining('"courier"') })
    mkdirSync(join(filled.folder, 'files'))
    writeFileSync(join(filled.folder, 'files/policy.json'), JSON.stringify(policy))
    writeFileSync(join(filled.folder, 'files/article.json'), JSON.stringify(ARTICLE))
    const published = await filled.run(['policy', 'publish', 'courier', 'files/policy.json'])
    expect(published).toMatchObject({ code: 0, output: expect.stringContaining('"version":1') })
    expect((await filled.run(['article', 'put', 'courier', 'files/article.json'])).code).toBe(0)
    const frame = () => fetch(`http://localhost:${port}/frame?site=courier&article=beside`)
    expect((await frame()).status).toBe(200)
    expect(await (await frame()).text()).toContain('No comments yet')
    // Not a second writer's work: the cached page goes with the change.
    await filled.run(['site', 'update', 'courier', '--origin', 'https://new.courier.example'])
    expect((await frame()).headers.get('content-security-policy')).toContain('https://new.courier.example')
    expect((await filled.run(['staff', 'invite', 'courier'])).output).toMatch(/console\/enter#[\w-]{43}\n/)
  })

  it.each([
    [['site', 'list'], 0, '"courier"'],
    [['staff', 'list', 'nowhere'], 1, 'there is no site "nowhere"'],
    [['site', 'add'], 2, 'Missing required'],
    [['article', 'put', 'courier', 'missing.json'], 1, 'there is no file'],
    [['log', 'verify', 'ledger'], 0, '"brokenAt":null'],
    [['log', 'export', 'ledger'], 0, '"hashed"'],
    [['report', 'statements', '--site', 'ledger', '--period', '2026-H1'], 0, ''],
    [['export'], 0, '{"end":true'],
    [['backup', '--to', 'beside-backups'], 0, 'checked'],
    [['migrate'], 1, 'another process is serving'],
    [['restore', 'nothing.sqlite'], 1, 'there is no file'],
    [['import', '/dev/null'], 1, 'another process is serving'],
  ])('%j ends with %i', async (args, code, words) => {
    const found = await filled.run(args)
    expect(found.output).toContain(words)
    expect(found.output).not.toMatch(/^\s+at /m)
    expect(found.code).toBe(code)
  })

  it('is refused what is no file, such as a pipe: the service would wait for it, and all later commands with it', async () => {
    const pipe = join(filled.folder, 'pipe')
    execFileSync('mkfifo', [pipe])
    for (const name of [pipe, '/dev/zero', filled.folder])
      expect(await filled.run(['policy', 'publish', 'courier', name])).toMatchObject({
        code: 1,
        output: expect.stringContaining(`${name} is no file`),
      })
    expect((await filled.run(['site', 'list'])).code).toBe(0)
  })

  it('can be called by nobody but the service’s user, and by nothing from outside', async () => {
    expect(statSync(socket).mode & 0o777).toBe(0o600)
    for (const path of ['/brevier.sock', '/../data/brevier.sock', '/socket'])
      expect((await fetch(`http://localhost:${port}${path}`)).status).toBe(404)
  })

  it.each([
    ['no JSON', 'GET / HTTP/1.1\r\nhost: x\r\n\r\n'],
    ['another command', `${JSON.stringify({ args: ['restore', 'x', '--yes'], cwd: '/' })}\n`],
    ['a property of every object', `${JSON.stringify({ args: ['constructor'], cwd: '/' })}\n`],
    ['a relative folder', `${JSON.stringify({ args: ['site', 'list'], cwd: '.' })}\n`],
    ['too much', `${'x'.repeat(70_000)}`],
  ])('refuses %s and serves on', async (_name, bytes) => {
    expect(await said(bytes)).toMatch(/no command.*\n\{"code":2\}\n$/s)
    expect((await filled.run(['site', 'list'])).code).toBe(0)
  })

  it('finds no service after kill -9, works on its own, and the next start takes the socket over', async () => {
    await server.kill('SIGKILL')
    expect(existsSync(socket)).toBe(true)
    expect((await filled.run(['site', 'list'])).output).toContain('"courier"')
    const update = ['site', 'update', 'courier', '--time-zone', 'Asia/Seoul']
    expect(await filled.run(update)).toMatchObject({ code: 0, output: expect.stringContaining('Asia/Seoul') })
    server = await serve()
    expect((await filled.run(['site', 'list'])).code).toBe(0)
    await server.kill('SIGTERM')
    expect(existsSync(socket)).toBe(false)
    server = await serve()
  })

  it('is told to wait for the stop where the folder’s path is too long for a socket, and the service runs', async () => {
    const env = { ...filled.env, BREVIER_DATA: join(filled.folder, 'd'.repeat(100)) }
    const other = await freePort()
    const args = [resolve('dist/main.js'), 'start', '--port', `${other}`]
    const program = startProgram(process.execPath, args, env, filled.folder)
    try {
      await untilAnswering(`http://localhost:${other}/healthz`, program)
      expect(program.output()).toContain('no commands beside this process')
      expect((await filled.run(['site', 'list'], env)).output).toContain('another process is serving')
    } finally {
      await program.kill('SIGTERM')
    }
  })
})
