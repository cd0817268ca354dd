import { Hono } from 'hono'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { CROWD, createPageCache, type PageCache } from '../../src/http/cache.ts'
import type { AppEnv } from '../../src/http/env.ts'

let pages: PageCache
let comments: number
let builds: number

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  pages = createPageCache(() => 0)
  comments = 0
  builds = 0
})
afterEach(() => {
  vi.useRealTimers()
})

const app = new Hono<AppEnv>().get('/', (c) => {
  const build = async () => {
    builds += 1
    return { html: `${comments} comments`, headers: {}, articleId: 'one', until: null }
  }
  return pages.hit(c, 'key') ?? pages.serve(c, 'key', build)
})
const read = async () => (await app.request('/')).text()

async function writeAndRead(times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    comments += 1
    pages.dropInTime('one')
    await read()
  }
}

it('shows each of the first comments at once', async () => {
  for (let time = 1; time <= CROWD.most; time += 1) {
    await writeAndRead(1)
    expect(await read()).toBe(`${time} comments`)
  }
})

it('builds a page of a storm a few times a second, and shows all of it soon after', async () => {
  await writeAndRead(200)
  expect(builds).toBe(CROWD.most)
  vi.advanceTimersByTime(CROWD.heldMs)
  expect(await read()).toBe('200 comments')
  expect(builds).toBe(CROWD.most + 1)
})

it('takes away at once what is removed in a storm', async () => {
  await writeAndRead(50)
  comments = 3
  pages.drop('one')
  expect(await read()).toBe('3 comments')
})

it('builds it no more often in the next second of a storm', async () => {
  await writeAndRead(200)
  vi.advanceTimersByTime(CROWD.withinMs)
  const before = builds
  await writeAndRead(200)
  expect(builds).toBe(before + 1)
  vi.advanceTimersByTime(CROWD.heldMs)
  expect(await read()).toBe('400 comments')
})

it('shows figures of many articles like the pages of each: by the crowd of the one, at once for the others', async () => {
  let figures = 0
  const list = new Hono<AppEnv>().get('/', (c) => {
    const build = async () => {
      figures += 1
      return { html: '{}', headers: {}, articleId: null, articleIds: new Set(['one', 'two']), until: null }
    }
    return pages.hit(c, 'list') ?? pages.serve(c, 'list', build)
  })
  for (let time = 0; time < 200; time += 1) {
    pages.dropInTime('one')
    await list.request('/')
  }
  expect(figures).toBe(CROWD.most)
  for (const act of [() => pages.dropInTime('two'), () => pages.drop('one'), () => pages.drop('three')]) {
    act()
    await list.request('/')
  }
  expect(figures).toBe(CROWD.most + 2)
})

it('is at its ease again after a second with less', async () => {
  await writeAndRead(50)
  vi.advanceTimersByTime(CROWD.withinMs)
  await writeAndRead(CROWD.most)
  vi.advanceTimersByTime(CROWD.withinMs)
  await writeAndRead(1)
  expect(await read()).toBe('61 comments')
})

it('holds back no other article', async () => {
  await writeAndRead(50)
  let others = 0
  const other = new Hono<AppEnv>().get('/', (c) => {
    const build = async () => ({ html: `${others}`, headers: {}, articleId: 'two', until: null })
    return pages.hit(c, 'other') ?? pages.serve(c, 'other', build)
  })
  await other.request('/')
  others = 7
  pages.dropInTime('two')
  expect(await (await other.request('/')).text()).toBe('7')
})
