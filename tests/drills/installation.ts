import type { SiteInput } from '../../src/features/sites/model.ts'
import { freePort, type Program, startProgram, untilAnswering } from '../support/process.ts'
import { createWorld, type Person } from '../support/world.ts'

/** A database with a paper, an article, readers who may write as fast as they can and a moderator, and what serves it. */
export interface DrillInstallation {
  /** Origin, as browsers would see it. */
  url: string
  port: number
  articleId: string
  people: readonly Person[]
  moderator: Person
  launch(env?: Record<string, string>): Program
  /** Launches the real program and waits until it answers; `ms`: for how long. */
  start(env?: Record<string, string>): Promise<{ program: Program; ms: number }>
}

export async function makeDrillInstallation(
  dir: string,
  writers: number,
  site: Partial<SiteInput> = {},
): Promise<DrillInstallation> {
  const port = await freePort()
  const url = `http://localhost:${port}`
  const world = await createWorld({ dir, publicUrl: url, start: Date.now(), site })
  const people = await Promise.all(
    Array.from({ length: writers }, (_, index) => world.reader(`Reader ${index}`)),
  )
  const moderator = await world.staff()
  await world.close()

  function launch(env: Record<string, string> = {}): Program {
    return startProgram(process.execPath, ['dist/main.js', 'start'], {
      BREVIER_PUBLIC_URL: url,
      BREVIER_PORT: String(port),
      BREVIER_DATA: dir,
      BREVIER_X_CLIENT_ID: 'drill',
      BREVIER_X_CLIENT_SECRET: 'drill',
      BREVIER_LOG_LEVEL: 'error',
      ...env,
    })
  }

  return {
    ...{ url, port, articleId: world.article.id, people, moderator, launch },
    async start(env) {
      const program = launch(env)
      return { program, ms: await untilAnswering(`${url}/healthz`, program) }
    },
  }
}
