import { request } from 'node:http'
import { join } from 'node:path'
import type { SiteInput } from '../../src/features/sites/model.ts'
import { openSqlite } from '../../src/storage/sqlite/index.ts'
import type { Program } from '../support/process.ts'
import type { Person } from '../support/world.ts'
import { makeDrillInstallation } from './installation.ts'

/** The real program on a database with one article and so many readers who may write as fast as they can. */
export interface Service {
  /** Origin, as browsers would see it. */
  url: string
  port: number
  articleId: string
  people: readonly Person[]
  start(): Promise<Program>
  /**
   * Sends one comment on a connection of its own, to this port of this machine.
   * @throws when there is no whole answer
   */
  post(port: number, person: Person, key: string): Promise<{ status: number; id: string | null }>
  /** Ids of all comments by the key in their text. Only while the program is stopped. */
  comments(): Promise<Map<string, string[]>>
}

const KEY = /^Drill (\w+)$/
const LETTERS = 'lmnrtvwz'

/** A key, and the word by which its comment is found, that no rule of the screening can read anything into. */
export function keyOf(number: number): string {
  return number
    .toString(8)
    .padStart(12, '0')
    .replace(/\d/g, (digit) => LETTERS[Number(digit)] ?? '')
}

export async function createService(
  dir: string,
  writers: number,
  site: Partial<SiteInput> = {},
): Promise<Service> {
  const { url, port, articleId, people, start } = await makeDrillInstallation(dir, writers, site)
  const path = `/v1/articles/${articleId}/comments`

  return {
    url,
    port,
    articleId,
    people,

    start: async () => (await start()).program,

    async post(to, { cookie }, key) {
      const headers = {
        host: new URL(url).host,
        origin: url,
        cookie,
        'content-type': 'application/json',
        'idempotency-key': key,
      }
      const { status, body } = await exchange(to, path, headers, JSON.stringify({ text: `Drill ${key}` }))
      return { status, id: status === 201 ? JSON.parse(body).comment.id : null }
    },

    async comments() {
      const migrationsDir = 'migrations/sqlite'
      const file = join(dir, 'brevier.sqlite')
      const storage = await openSqlite({ file, kind: 'production', now: Date.now(), migrationsDir })
      const page = { after: null, limit: 100_000 }
      const found = new Map<string, string[]>()
      for (const { account } of people)
        for (const { id, body } of await storage.stores.comments.ofAccount(
          account.siteId,
          account.id,
          page,
        )) {
          const key = KEY.exec(body)?.[1] ?? body
          found.set(key, [...(found.get(key) ?? []), id])
        }
      await storage.close()
      return found
    },
  }
}

function exchange(
  port: number,
  path: string,
  headers: Record<string, string>,
  body: string,
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const asked = request(
      { host: '127.0.0.1', port, path, method: 'POST', headers, agent: false },
      (answer) => {
        let text = ''
        answer.setEncoding('utf8')
        answer.on('data', (chunk: string) => {
          text += chunk
        })
        answer.once('error', reject)
        answer.once('end', () => resolve({ status: answer.statusCode ?? 0, body: text }))
      },
    )
    asked.once('error', reject)
    asked.end(body)
  })
}
