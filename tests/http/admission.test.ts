import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { admits, createAdmission, FLOOD, LIMITS } from '../../src/http/admission.ts'
import { ROUTE_CLASSES, type RouteClass, routeClass } from '../../src/http/route-class.ts'
import { ARRIVING } from '../../src/http/turns.ts'
import type { Problem } from '../../src/kernel/errors.ts'
import { another } from '../support/another.ts'
import { createWorld, type Person, type World } from '../support/world.ts'

describe('as load grows', () => {
  it('cards go first, then previews, pages, reports, and posts last; the desk and the watch never', () => {
    const order: RouteClass[] = ['cards', 'previews', 'reads', 'reports', 'logins', 'posts']
    const lags = order.map((name) => LIMITS[name].lagMs)
    const given = [0, ...lags, 60_000].map((lag) =>
      ROUTE_CLASSES.filter((name) => admits(name, 0, lag) !== 'admitted'),
    )
    expect(given).toEqual([[], ...order.map((_, count) => order.slice(0, count + 1)), order])
  })

  it.each([
    ['GET', '/cards/a/1/abc.jpg', 'cards'],
    ['GET', '/thumbnails/240/cards/a/1/abc.jpg', 'cards'],
    ['GET', '/oembed', 'previews'],
    ['GET', '/v1/articles/1/head', 'previews'],
    ['GET', '/v1/articles/1/head.json', 'previews'],
    ['GET', '/v1/articles/1/comments.html', 'previews'],
    ['GET', '/a/1/feed.xml', 'previews'],
    ['GET', '/a/1', 'reads'],
    ['GET', '/v1/articles/1/comments', 'reads'],
    ['GET', '/console', 'reads'],
    ['POST', '/v1/comments/1/reports', 'reports'],
    ['POST', '/comments/1/report', 'reports'],
    ['POST', '/me/appeals/1', 'reports'],
    ['POST', '/legal/notice', 'reports'],
    ['PUT', '/v1/articles/key', 'reports'],
    ['POST', '/v1/articles/ping', 'reports'],
    ['POST', '/v1/articles/1/comments', 'posts'],
    ['POST', '/a/1/comments', 'posts'],
    ['POST', '/v1/comments/1/withdrawal', 'posts'],
    ['POST', '/login/x', 'logins'],
    ['GET', '/login/x/callback', 'logins'],
    ['GET', '/console/login', 'logins'],
    ['GET', '/healthz', 'watch'],
    ['GET', '/readyz', 'watch'],
    ['GET', '/metrics', 'watch'],
  ])('%s %s counts among %s', (method, path, name) => {
    expect(routeClass(method, path, false)).toBe(name)
  })

  it('with a session of the desk, its console is moderation, but for the previews that it fetches', () => {
    expect(routeClass('POST', '/console/cases/1/decision', true)).toBe('moderation')
    expect(routeClass('GET', '/console/previews', true)).toBe('previews')
    expect(routeClass('POST', '/v1/articles/1/comments', true)).toBe('posts')
  })
})

describe('turns', () => {
  it('begin posts a few at a time, in the order in which they came, so that others get in between', async () => {
    const admission = createAdmission()
    const begun: number[] = []
    const works = Array.from({ length: 10 }, (_, index) =>
      admission.run('posts', () => {
        begun.push(index)
      }),
    )
    const aTurn = LIMITS.posts.aTurn ?? 0
    for (let turn = 1; begun.length < 10; turn += 1) {
      await new Promise((resolve) => process.nextTick(resolve))
      expect(begun.length).toBe(Math.min(10, turn * aTurn))
      await new Promise((resolve) => setImmediate(resolve))
    }
    await Promise.all(works)
    expect(begun).toEqual([...begun].sort((a, b) => a - b))
  })

  it('are soon over: one that comes alone waits for none', async () => {
    const admission = createAdmission()
    for (let time = 0; time < 20; time += 1) {
      let isBegun = false
      const work = admission.run('posts', () => {
        isBegun = true
      })
      await Promise.resolve()
      await Promise.resolve()
      expect(isBegun).toBe(true)
      await work
      await new Promise((resolve) => setImmediate(resolve))
    }
  })
})

describe('a crowd of connections', () => {
  const turn = () => new Promise((resolve) => setImmediate(resolve))
  /** Posts, and whether each has begun; the watch is the test's. */
  function posting() {
    const time = { ms: 1_000 }
    const admission = createAdmission({ steady: () => time.ms })
    const begun: boolean[] = []
    const post = () => {
      const index = begun.push(false) - 1
      void admission.run('posts', () => {
        begun[index] = true
      })
    }
    return { admission, begun, post, time }
  }

  it('is let in before posts go on, and a connection that comes alone delays nobody by more than a turn', async () => {
    const { admission, begun, post, time } = posting()
    admission.arrived()
    post()
    for (let came = 0; came < 10; came += 1) {
      admission.arrived()
      await turn()
      time.ms += 1
      expect(begun).toEqual([false])
    }
    await turn()
    await turn()
    expect(begun).toEqual([true])
    time.ms += ARRIVING.pause * 10
    admission.arrived()
    await turn()
    post()
    await turn()
    await turn()
    await turn()
    expect(begun).toEqual([true, true])
  })

  it('without end costs posts no more than a fifth of the time', async () => {
    const { admission, begun, post, time } = posting()
    const cycle = ARRIVING.longestMs * (1 + ARRIVING.pause)
    let held = 0
    for (let ms = 0; ms < 4 * cycle; ms += 1) {
      admission.arrived()
      if (ms % 2 === 0) post()
      await turn()
      if (begun.filter((isBegun) => !isBegun).length > 1) held += 1
      time.ms += 1
    }
    expect(held).toBeGreaterThan(0)
    // What has waited is taken up two in a turn.
    expect(held).toBeLessThan(0.4 * 4 * cycle)
    await turn()
    expect(begun.slice(0, 3 * (cycle / 2))).not.toContain(false)
  })
})

describe('places', () => {
  const limits = { ...LIMITS, posts: { inFlight: 1, lagMs: 100, wait: 2 } }

  it('one more than there are is refused with a time that differs, and a place comes free by itself', async () => {
    let random = 0
    const admission = createAdmission({ limits, random: () => random })
    let end = () => {}
    const running = admission.run('posts', () => new Promise<void>((resolve) => (end = resolve)))
    const refused = () =>
      admission.run('posts', async () => {}).catch(({ type, details }: Problem) => ({ type, ...details }))
    expect(await refused()).toEqual({ type: 'overloaded', retryAfter: 2 })
    random = 0.999
    expect(await refused()).toEqual({ type: 'overloaded', retryAfter: 4 })
    expect(await admission.run('reports', async () => 'reports have their own')).toBeTruthy()
    end()
    await running
    await admission.run('posts', () => Promise.reject(new Error('failed'))).catch(() => {})
    expect(await admission.run('posts', () => 'free again')).toBe('free again')
    expect(admission.figures().posts).toEqual({ inFlight: 0, admitted: 3, full: 2, slow: 0 })
  })

  it('are fewer while a flood lasts, and all there again soon after it; a few refusals are none', async () => {
    let watch = 1_000
    const flooded = { ...LIMITS, posts: { inFlight: 3, flooded: 1, lagMs: 100, wait: 2 } }
    const admission = createAdmission({ limits: flooded, steady: () => watch })
    const ends: (() => void)[] = []
    const works: Promise<void>[] = []
    const take = async () => {
      works.push(admission.run('posts', () => new Promise<void>((resolve) => ends.push(resolve))))
      await new Promise((resolve) => setImmediate(resolve))
    }
    const isRefused = () => admission.refusal('posts') !== null
    for (let place = 0; place < 3; place += 1) await take()
    for (let time = 0; time < 2 * FLOOD.refusals; time += 1) {
      expect(isRefused()).toBe(true)
      watch += FLOOD.withinMs / (FLOOD.refusals / 2)
    }
    ends.shift()?.()
    await works[0]
    expect(isRefused()).toBe(false)
    await take()
    for (let time = 0; time < FLOOD.refusals; time += 1) expect(isRefused()).toBe(true)
    ends.shift()?.()
    await works[1]
    expect(isRefused()).toBe(true)
    watch += FLOOD.withinMs
    expect(isRefused()).toBe(false)
    for (const end of ends) end()
    await Promise.all(works)
  })

  it('go to who came lately while a flood lasts: who waited too long to be begun is told to come again', async () => {
    let watch = 1_000
    const admission = createAdmission({ steady: () => watch })
    const { inFlight, patienceMs = 0 } = LIMITS.posts
    const begun: number[] = []
    const posts = Array.from({ length: inFlight }, (_, index) =>
      admission
        .run('posts', () => void begun.push(index))
        .then(
          () => 'taken',
          ({ type, details }: Problem) => `${type} ${details.retryAfter}`,
        ),
    )
    for (let time = 0; time < FLOOD.refusals; time += 1) expect(admission.refusal('posts')).not.toBeNull()
    watch += patienceMs
    const answers = await Promise.all(posts)
    const atOnce = LIMITS.posts.aTurn ?? 0
    expect(answers.slice(0, atOnce)).toEqual(begun.map(() => 'taken'))
    for (const answer of answers.slice(atOnce)) expect(answer).toMatch(/^overloaded [234]$/)
    const { posts: figures } = admission.figures()
    expect([figures.inFlight, figures.full]).toEqual([0, FLOOD.refusals + inFlight - atOnce])
    expect(await admission.run('posts', () => 'taken')).toBe('taken')
  })

  it('are kept for all of a burst that is no flood, however long it takes', async () => {
    let watch = 1_000
    const admission = createAdmission({ steady: () => watch })
    const posts = Array.from({ length: LIMITS.posts.inFlight }, () => admission.run('posts', () => 'taken'))
    watch += 100 * (LIMITS.posts.patienceMs ?? 0)
    expect(new Set(await Promise.all(posts))).toEqual(new Set(['taken']))
  })

  it('a post that waits for a paper’s own check takes none', async () => {
    let waiting = 0
    const admission = createAdmission({ limits, elsewhere: () => waiting })
    const ends: (() => void)[] = []
    const begin = () => admission.run('posts', () => new Promise<void>((resolve) => void ends.push(resolve)))
    const first = begin()
    await expect(begin()).rejects.toMatchObject({ type: 'overloaded' })
    waiting = 1
    const second = begin()
    waiting = 0
    await expect(begin()).rejects.toMatchObject({ type: 'overloaded' })
    for (const end of ends) end()
    await Promise.all([first, second])
  })
})

describe('a process that is far behind', () => {
  let world: World
  let lag = 0
  let maya: Person
  let min: Person

  beforeAll(async () => {
    world = await createWorld({ lagMs: () => lag })
    maya = await world.reader()
    min = await world.staff()
  })
  beforeEach(() => {
    lag = 0
  })
  afterAll(() => world.close())

  const post = (text: string) =>
    world.json(`/v1/articles/${world.article.id}/comments`, { text }, maya, {
      'idempotency-key': text.replaceAll(' ', '-'),
    })

  it('answers what it has in its cache, and says of the rest that it is busy', async () => {
    const cached = `/a/${world.article.id}`
    expect((await world.request(cached)).status).toBe(200)
    lag = 1_000
    expect((await world.request(cached)).status).toBe(200)
    expect((await world.request('/healthz')).status).toBe(200)
    expect((await world.request('/console', { as: min })).status).toBe(200)
    for (const path of [
      `${cached}?lang=ko`,
      cached.replace('/a/', '/frame?site=ledger&article='),
      '/policy',
    ]) {
      const page = await world.request(path, { headers: { accept: 'text/html' } })
      expect(`${path} ${page.status}`).toBe(`${path} 503`)
      expect(page.headers.get('content-type')).toContain('text/html')
      expect(Number(page.headers.get('retry-after'))).toBeGreaterThanOrEqual(3)
      expect(page.headers.get('cache-control')).toBe('private, no-store')
    }
    lag = 0
    expect((await world.request(`${cached}?lang=ko`)).status).toBe(200)
  })

  it('tells a program when to come again, and a comment is taken then under the same key', async () => {
    const text = another('Busy')
    lag = 1_000
    const refused = await post(text)
    expect(refused.status).toBe(503)
    const problem = await refused.json()
    expect(problem).toMatchObject({
      type: '/problems/overloaded',
      status: 503,
      requestId: expect.any(String),
    })
    expect(problem.detail).toContain(`in ${problem.retryAfter} s`)
    expect(refused.headers.get('retry-after')).toBe(`${problem.retryAfter}`)
    lag = LIMITS.posts.lagMs - 1
    expect((await post(text)).status).toBe(201)
  })

  it('says so in the language of the form that was sent', async () => {
    lag = 1_000
    const page = await world.form(
      `/a/${world.article.id}/comments`,
      { text: another('Busy'), lang: 'ko' },
      maya,
    )
    expect(page.status).toBe(503)
    expect(await page.text()).toContain('처리하지 못했습니다')
  })

  it('refuses a page in words for whoever reads, and with its style sheet', async () => {
    lag = 1_000
    const page = await world.request(`/a/${world.article.id}?sort=oldest`)
    const html = await page.text()
    expect(page.status).toBe(503)
    expect(html).toContain('This page did not open')
    expect(html).not.toContain('wrote')
    const styles = /href="(\/assets\/[^"]+\.css)"/.exec(html)?.[1] ?? ''
    for (const path of [styles, '/embed.js', '/embed-count.js'])
      expect([path, (await world.request(path)).status]).toEqual([path, 200])
  })

  it('counts what it refused', async () => {
    const before = world.app.admission.figures()
    lag = 1_000
    await world.request('/oembed')
    const { previews, lagMs } = world.app.admission.figures()
    expect([previews.slow - before.previews.slow, lagMs]).toEqual([1, 1_000])
  })
})
