import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Article } from '../../src/features/articles/model.ts'
import { serveTagPages, type TagPages } from '../support/tag-pages.ts'

let pages: TagPages
let busy: Article
let quiet: Article
beforeAll(async () => {
  pages = await serveTagPages()
  busy = await pages.articleWith(3)
  quiet = await pages.articleWith(0)
})
afterAll(() => pages?.close())

const ask = (query: string | URLSearchParams) => pages.request(`/v1/counts?${query}`)
const counts = async (query: string | URLSearchParams) => (await (await ask(query)).json()).counts

describe('counts of many articles', () => {
  it('are asked for by the publisher’s keys and by the pages’ addresses', async () => {
    const site = pages.site.key
    const url = `${busy.url}?utm_source=mail#top`
    const query = new URLSearchParams([
      ['site', site],
      ['article', busy.key],
      ['article', quiet.key],
      ['article', 'unknown'],
      ['url', url],
      ['url', 'https://stranger.example/'],
    ])
    expect(await counts(query)).toEqual({ [busy.key]: 3, [quiet.key]: 0, [url]: 3 })
  })

  it('are asked for by our own ids, of whichever site', async () => {
    expect(await counts(`article=${busy.id}&article=${busy.key}`)).toEqual({ [busy.id]: 3 })
  })

  it('say nothing of an article without comments to it, nor of names that objects have by themselves', async () => {
    const off = await pages.articleWith(1)
    await pages.services.articles.setDiscussion(pages.site.id, off.id, 'off')
    const query = `site=${pages.site.key}&article=${off.key}&article=__proto__&article=constructor`
    expect(await (await ask(query)).text()).toBe('{"counts":{}}')
  })

  it('may be read by any page without credentials, and kept by any cache', async () => {
    const { headers, status } = await ask(`site=${pages.site.key}&article=${busy.key}`)
    expect(status).toBe(200)
    expect(headers.get('access-control-allow-origin')).toBe('*')
    expect(headers.get('access-control-allow-credentials')).toBeNull()
    expect(headers.get('cache-control')).toMatch(/^public, max-age=/)
    expect(headers.get('set-cookie')).toBeNull()
  })

  it('say to a script of any page why there are none', async () => {
    for (const query of [`site=nobody&article=${busy.key}`, `site=${pages.site.key}`]) {
      const answer = await ask(query)
      expect(answer.headers.get('content-type')).toContain('application/problem+json')
      expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    }
    expect((await pages.request('/v1/nothing')).headers.get('access-control-allow-origin')).toBeNull()
  })

  it('are a hundred at most, and of a site that exists', async () => {
    const many = (count: number) => Array.from({ length: count }, (_, at) => `article=a${at}`).join('&')
    const status = async (query: string) => (await ask(query)).status
    expect(await status(`site=${pages.site.key}&${many(100)}`)).toBe(200)
    expect(await status(`site=${pages.site.key}&${many(101)}`)).toBe(422)
    expect(await status(`site=${pages.site.key}`)).toBe(422)
    expect(await status(`site=nobody&article=${busy.key}`)).toBe(404)
  })
})
