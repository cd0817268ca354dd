import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort, startProgram, untilAnswering } from '../support/process.ts'

const MAIN = resolve('dist/main.js')
let folder: string
let port: number
let env: Record<string, string>

async function run(...args: string[]): Promise<{ code: number | string; output: string }> {
  const program = startProgram(process.execPath, [MAIN, ...args], env, folder)
  return { code: await program.ended, output: program.output() }
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'brevier-staff-'))
  port = await freePort()
  env = {
    BREVIER_PUBLIC_URL: `http://localhost:${port}`,
    BREVIER_DATA: join(folder, 'data'),
    BREVIER_X_CLIENT_ID: 'real-id',
    BREVIER_X_CLIENT_SECRET: 'hunter2-hunter2',
  }
  await run('site', 'add', 'ledger', '--title', 'The Ledger', '--origin', 'https://www.ledger.example')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const LINK = /^http:\/\/localhost:\d+\/console\/enter#([\w-]{43})$/m

describe('the first administrator', () => {
  it('gets a link from the machine: by the command, and at each start of a site without an admin', async () => {
    const made = await run('staff', 'invite', 'ledger', '--role', 'admin')
    expect(made.code).toBe(0)
    const [, byCommand = ''] = LINK.exec(made.output) ?? []
    expect(byCommand).not.toBe('')
    expect(await run('staff', 'list', 'ledger')).toEqual({ code: 0, output: '' })

    const server = startProgram(process.execPath, [MAIN, 'start', '--port', `${port}`], env, folder)
    const url = `http://localhost:${port}`
    try {
      await untilAnswering(`${url}/healthz`, server)
      await expect.poll(() => server.output()).toMatch(/First administrator of ledger/)
      const [, byStart = ''] = /console\/enter#([\w-]{43})/.exec(server.output()) ?? []
      for (const token of [byCommand, byStart]) expect((await claim(url, token)).status).toBe(303)
      expect((await claim(url, byStart)).status).toBe(403)
      // What is logged is JSON; the link stands outside of it, on standard output.
      const logged = server
        .output()
        .split('\n')
        .filter((line) => line.startsWith('{'))
      expect(logged.length).toBeGreaterThan(1)
      expect(logged.join('\n')).toContain('staff: invited')
      expect(logged.join('\n')).not.toContain(byStart)
    } finally {
      await server.kill('SIGTERM')
    }
  })

  it('is no reason not to serve, nor not to stop in order, where no link can be made', async () => {
    const database = new Sqlite(join(folder, 'data', 'brevier.sqlite'))
    database.exec('DROP TABLE staff_invitations')
    database.close()
    const server = startProgram(process.execPath, [MAIN, 'start', '--port', `${port}`], env, folder)
    try {
      await untilAnswering(`http://localhost:${port}/healthz`, server)
      await expect.poll(() => server.output()).toContain('no link for a first administrator could be made')
    } finally {
      await server.kill('SIGTERM')
    }
    expect(await server.ended).toBe(0)
    expect(server.output()).toContain('"msg":"stopped"')
  })

  it.each([
    [['staff', 'invite', 'nowhere'], 1],
    [['staff', 'invite', 'ledger', '--role', 'reader'], 1],
    [['staff', 'invite'], 2],
    [['staff', 'list', 'nowhere'], 1],
  ])('%j is refused in a sentence', async (args, expected) => {
    const { code, output } = await run(...args)
    expect(code).toBe(expected)
    expect(output).not.toMatch(/^\s+at |console\/enter#/m)
  })
})

function claim(url: string, token: string): Promise<Response> {
  return fetch(`${url}/console/enter`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: url, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ token }).toString(),
  })
}
