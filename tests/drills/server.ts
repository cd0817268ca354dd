import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { another } from '../support/another.ts'
import type { Person } from '../support/world.ts'
import { makeDrillInstallation } from './installation.ts'

/** A comment that the server has answered for; when that answer was here, in ns of the watch that nobody sets. */
interface Acknowledged {
  id: string
  at: bigint
}

/** What a client reads from a refusal. */
export interface Answer {
  status: number
  retryAfter: number | null
  ms: number
}

/** A database with a paper, readers and a moderator, and the real program to serve it from a folder. */
export async function prepareServer(dir: string, { writers = 10 }: { writers?: number } = {}) {
  const installation = await makeDrillInstallation(dir, writers, { mode: 'flagged-only' })
  const { url, people, moderator, articleId } = installation
  const acknowledged = new Map<string, Acknowledged>()
  const sent = new Map<string, { person: Person; text: string }>()
  const file = join(dir, 'brevier.sqlite')

  // Without room of its own a full disk is full at once.
  const launch = (env: Record<string, string> = {}) =>
    installation.launch({ BREVIER_BALLAST_MB: '0', ...env })
  const start = (env: Record<string, string> = {}) => installation.start({ BREVIER_BALLAST_MB: '0', ...env })

  /** Sends it, or sends it again with the text it had; only a comment that was answered with 201 is acknowledged. */
  async function post(key: string, person: Person): Promise<Answer> {
    const text = sent.get(key)?.text ?? another('Drill comment')
    sent.set(key, { person, text })
    const began = performance.now()
    const response = await fetch(`${url}/v1/articles/${articleId}/comments`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: url,
        cookie: person.cookie,
        'idempotency-key': key,
      },
      body: JSON.stringify({ text }),
    })
    if (response.status !== 201) await response.arrayBuffer()
    else {
      const { comment } = (await response.json()) as { comment: { id: string } }
      acknowledged.set(key, { id: comment.id, at: process.hrtime.bigint() })
    }
    return answerOf(response, began)
  }

  async function read(): Promise<Answer> {
    const began = performance.now()
    const response = await fetch(`${url}/v1/articles/${articleId}/comments`, { headers: { origin: url } })
    await response.arrayBuffer()
    return answerOf(response, began)
  }

  /** Takes a published comment away from readers, as the desk does. */
  async function remove(id: string): Promise<Answer> {
    const began = performance.now()
    const response = await fetch(`${url}/console/comments/${id}/hold`, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        origin: url,
        cookie: moderator.cookie,
      },
      body: new URLSearchParams({ version: '1', explanation: '' }).toString(),
    })
    await response.arrayBuffer()
    return answerOf(response, began)
  }

  /** What the stopped file holds: comments, those that readers see, and what SQLite says of it. */
  function look() {
    const db = new Sqlite(file)
    try {
      const integrity = db.pragma('integrity_check', { simple: true })
      const ids = db.prepare<[], string>('SELECT id FROM comments').pluck().all()
      const shown = db.prepare<[], string>("SELECT id FROM comments WHERE state = 'published'").pluck().all()
      return { integrity, ids: new Set(ids), shown: new Set(shown) }
    } finally {
      db.close()
    }
  }

  return { url, dir, file, people, acknowledged, sent, launch, start, post, read, remove, look }
}

function answerOf({ status, headers }: Response, began: number): Answer {
  const retryAfter = headers.get('retry-after')
  return {
    status,
    retryAfter: retryAfter === null ? null : Number(retryAfter),
    ms: performance.now() - began,
  }
}
