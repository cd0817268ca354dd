import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { published } from '../seeds/discussion.ts'
import { freePort, type Program, startProgram, untilAnswering } from '../tests/support/process.ts'
import { delivered } from '../tests/support/storage.ts'
import { createWorld } from '../tests/support/world.ts'

export interface Installation {
  url: string
  articleId: string
  siteKey: string
  /** Publisher's keys of all its articles. */
  keys: string[]
  /** Sessions of readers who may write. */
  cookies: string[]
  env: Record<string, string>
  remove(): void
}

/**
 * A production installation on disk whose first article, of as many as given, has this many published comments, and
 * with so many readers.
 */
export async function makeInstallation(comments: number, readers = 1, articles = 1): Promise<Installation> {
  const dir = mkdtempSync(join(tmpdir(), 'brevier-bench-'))
  const port = await freePort()
  const url = `http://localhost:${port}`
  const world = await createWorld({
    dir,
    publicUrl: url,
    start: Date.now() - 3_600_000,
    site: { mode: 'flagged-only' },
  })
  const reader = await world.reader()
  const others = await Promise.all(
    Array.from({ length: readers - 1 }, (_, index) => world.reader(`Reader ${index}`)),
  )
  const tops: string[] = []
  for (let index = 0; index < comments; index += 1) {
    world.clock.advance(1_000)
    const text = `${published[index % published.length]?.text.slice(0, 230) ?? ''} ${index}`
    // Twenty at the top, the rest replies: one page as it is served.
    const parent = index >= 20 ? tops[index % 20] : undefined
    const { comment } = await world.services.comments.submit(
      reader.actor,
      world,
      { text, review: true, ...(parent ? { parent } : {}) },
      null,
    )
    if (!parent) tops.push(comment.id)
  }
  const more = await Promise.all(Array.from({ length: articles - 1 }, () => world.putArticle()))
  // Cards would be drawn while something else is measured, and their fonts and libraries stay.
  await delivered(world.stores)
  await world.close()
  const env = {
    BREVIER_PUBLIC_URL: url,
    BREVIER_PORT: String(port),
    BREVIER_DATA: dir,
    BREVIER_X_CLIENT_ID: 'bench',
    BREVIER_X_CLIENT_SECRET: 'bench',
    BREVIER_LOG_LEVEL: 'error',
  }
  return {
    url,
    articleId: world.article.id,
    siteKey: world.site.key,
    keys: [world.article, ...more].map(({ key }) => key),
    cookies: [reader, ...others].map(({ cookie }) => cookie),
    env,
    remove: () => rmSync(dir, { recursive: true, force: true }),
  }
}

/** @param more variables of this start alone */
export async function serve({ url, env }: Installation, more: Record<string, string> = {}): Promise<Program> {
  const program = startProgram(process.execPath, ['dist/main.js', 'start'], { ...env, ...more })
  await untilAnswering(`${url}/healthz`, program)
  return program
}
