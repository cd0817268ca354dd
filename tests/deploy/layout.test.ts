import {
  chmodSync,
  chownSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort, type Program, startProgram, untilAnswering } from '../support/process.ts'
import { stagesOf } from './instructions.ts'
import { installAt, makeWritable, stateOf, userOfService } from './layout.ts'

const { userId, isBound } = userOfService()
let folder: string
let root: string
let home: string
let ports: { own: number; metrics: number }

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'brevier-layout-'))
  chmodSync(folder, 0o755)
  root = join(folder, 'opt')
  home = join(folder, 'var')
  installAt(root)
  mkdirSync(home, { mode: 0o700 })
  writeFileSync(join(home, 'x.txt'), 'a-secret-of-the-app\n')
  copyFileSync('seeds/photos/harbour-bridge.jpg', join(home, 'photo.jpg'))
  for (const path of [home, join(home, 'x.txt'), join(home, 'photo.jpg')])
    if (userId !== undefined) chownSync(path, userId, userId)
  ports = { own: await freePort(), metrics: await freePort() }
})
afterAll(() => {
  makeWritable(root)
  rmSync(folder, { recursive: true, force: true })
})

const run = (args: readonly string[], env: Record<string, string> = {}): Program =>
  startProgram(process.execPath, args, { BREVIER_METRICS_PORT: String(ports.metrics), ...env }, home, userId)
const brevier = (...args: string[]) => run([join(root, 'dist', 'main.js'), ...args])

async function done(program: Program): Promise<string> {
  expect(await program.ended, program.output()).toBe(0)
  return program.output()
}

/** The last argument of the image's health check, as it stands there. */
function healthCheck(): Promise<number | string> {
  const [, argument = ''] =
    stagesOf(readFileSync('deploy/Dockerfile', 'utf8'))
      .flat()
      .find(([name]) => name === 'HEALTHCHECK') ?? []
  const [, ...args] = JSON.parse(argument.slice(argument.indexOf('[')))
  return run(args).ended
}

describe.skipIf(!isBound)(
  'an installation of what is needed and nothing more, in a tree that it cannot write',
  () => {
    it('is set up, serves, draws a card from a photo, is backed up, and leaves its program as it was', async () => {
      const before = stateOf(root)
      const url = `http://localhost:${ports.own}`
      const flags = ['--public-url', url, '--title', 'Ledger', '--origin', url, '--port', String(ports.own)]
      await done(
        brevier('init', '--yes', ...flags, '--x-client-id', 'real-id', '--x-client-secret-file', 'x.txt'),
      )
      const service = brevier('start')
      try {
        await untilAnswering(`${url}/healthz`, service)
        expect(await healthCheck()).toBe(0)
        const image = { url: `${url}/photo.jpg`, alt: 'A bridge' }
        const article = {
          key: 'a1',
          url: `${url}/1`,
          headline: 'Harbour',
          language: 'en',
          publishedAt: 1,
          image,
        }
        writeFileSync(join(home, 'article.json'), JSON.stringify(article))
        chmodSync(join(home, 'article.json'), 0o644)
        const { id } = JSON.parse(
          await done(brevier('article', 'put', 'ledger', 'article.json', '--photo', 'photo.jpg')),
        )
        // While the process is behind, as after a start on a busy machine, pages and cards are turned away.
        const answered = async (address: string) => {
          await untilAnswering(address, service)
          return fetch(address)
        }
        const page = await (await answered(`${url}/a/${id}`)).text()
        const card = await answered(`${url}${/\/cards\/a\/[^"]+/.exec(page)?.[0]}`)
        const { width, height } = await sharp(await card.arrayBuffer()).metadata()
        expect([width, height]).toEqual([1200, 630])
        expect(await done(brevier('backup'))).toContain('checked')
      } finally {
        await service.kill('SIGTERM')
      }
      expect(await service.ended, service.output()).toBe(0)
      expect(service.output()).not.toMatch(/"level":[56]0(?!.*"overloaded")/)
      expect(await healthCheck()).toBe(1)
      expect(stateOf(root)).toEqual(before)
      expect(readdirSync(home).sort()).toEqual([
        'article.json',
        'brevier.config.json',
        'data',
        'photo.jpg',
        'x.txt',
      ])
    })
  },
)
