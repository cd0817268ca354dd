import type { Browser, Frame } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Article } from '../../src/features/articles/model.ts'
import { en } from '../../src/locales/en.ts'
import { another } from '../support/another.ts'
import { findings } from '../support/axe.ts'
import { DESKTOP, leaveBrowser, PHONE, takeBrowser } from '../support/browser.ts'
import { decide } from '../support/desk.ts'
import { type Opening, openReader, type Reader, type ReadingWorld, serveReading } from '../support/reading.ts'
import { pass, watchPulse } from '../support/reading-time.ts'
import { some } from '../support/whole.ts'
import type { Person as Account } from '../support/world.ts'

let browser: Browser
let world: ReadingWorld
let short: Article
let long: Article
let author: Account
let linked: string
beforeAll(async () => {
  ;[browser, world] = await Promise.all([takeBrowser(), serveReading()])
  ;[short, long, author] = [await world.putArticle(), await world.articleWith(25), await world.reader()]
  const top = await world.say(short, 'Much answered')
  linked = top.id
  for (let at = 1; at <= 8; at += 1) await world.say(short, `Answer ${at}`, { parent: top })
  const gone = await world.say(short, 'Gone, and answered', { as: author })
  await world.say(short, 'To what is gone', { parent: gone })
  await world.services.moderation.withdraw(author.actor, gone.id)
  const refused = await world.say(short, 'Refused: https://example.org/', { as: author })
  await decide(world, await world.staff(), refused, 'reject:SB-01', 'Keep to the matter.')
})
afterAll(async () => {
  await leaveBrowser(browser)
  await world?.close()
})

const inFrame = ({ key }: Article, more = '') => `/frame?site=${world.site.key}&article=${key}${more}`
const { permalink, reading, thread, statement, comment } = en.reader

interface Shown {
  opening(): Opening
  article?: () => Article
  /** What a reader does to get there. */
  act?(reader: Reader): Promise<void>
  proof(view: Frame): ReturnType<Frame['getByText']>
}

const STATES: Readonly<Record<string, Shown>> = {
  list: {
    opening: () => ({ path: inFrame(short) }),
    proof: (view) => view.getByText(comment.tombstones.withdrawn),
  },
  'list+more': {
    article: () => long,
    opening: () => ({ path: inFrame(long) }),
    proof: (view) => view.getByRole('link', { name: thread.more }),
  },
  'new-available': {
    article: () => long,
    opening: () => ({ path: inFrame(long), clock: true }),
    async act(reader) {
      await watchPulse(reader)
      await world.say(long, another('New'))
      await pass(reader, 45_000)
    },
    proof: (view) => view.getByRole('link', { name: reading.newOne }),
  },
  'permalink-highlight': {
    opening: () => ({ path: inFrame(short, `&comment=${linked}`) }),
    proof: (view) => view.getByText(comment.linked),
  },
  'permalink-missing': {
    opening: () => ({ path: inFrame(short, `&comment=${crypto.randomUUID()}`) }),
    proof: (view) => view.getByText(permalink.missing),
  },
  'a refused comment of one’s own': {
    opening: () => ({ path: `/a/${short.id}`, as: author }),
    proof: (view) => view.getByText(statement.policy(1)),
  },
}

describe.each(['light', 'dark'] as const)('%s', (scheme) => {
  it.each(some(Object.entries(STATES), 2, scheme === 'dark' ? 1 : 0))(
    '%s has no fault that a machine can find',
    async (_name, state) => {
      const screen = { ...(scheme === 'dark' ? PHONE : DESKTOP), scheme }
      const article = state.article?.() ?? short
      const reader = await openReader(world, browser, article, 'page', { ...state.opening(), screen })
      await state.act?.(reader)
      await state.proof(reader.view).first().waitFor()
      expect(await findings(reader.page)).toEqual([])
      expect(reader.alarms).toEqual([])
      await reader.leave()
    },
  )
})
