import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Article } from '../../src/features/articles/model.ts'
import { createWorld, type World } from '../support/world.ts'

let world: World
let article: Article
beforeAll(async () => {
  world = await createWorld()
  article = await world.putArticle({ key: 'cms/1 & 2' })
})
afterAll(() => world.close())

async function led(query: Record<string, string>) {
  const answer = await world.request(`/a?${new URLSearchParams(query)}`)
  return [answer.status, answer.headers.get('location')]
}

it('a template’s link leads to the discussion by the paper’s own key, or by the page’s address', async () => {
  const { id, key, url } = article
  expect(await led({ site: 'ledger', article: key })).toEqual([303, `/a/${id}`])
  expect(await led({ site: 'ledger', article: key, lang: 'ko' })).toEqual([303, `/a/${id}?lang=ko`])
  expect(await led({ site: 'ledger', url: `${url}?utm_source=mail#top` })).toEqual([303, `/a/${id}`])
  expect(await led({ site: 'ledger', article: 'not yet', url })).toEqual([303, `/a/${id}`])
})

it('it leads nowhere for what is not known, and is kept by nobody', async () => {
  for (const query of [
    {},
    { site: 'ledger' },
    { site: 'nobody', article: article.key },
    { site: 'ledger', article: 'unknown' },
    { site: 'ledger', url: 'https://evil.example/' },
    { site: 'ledger', url: '//evil.example/' },
  ])
    expect(await led(query as Record<string, string>)).toEqual([404, null])
  const answer = await world.request(`/a?site=ledger&article=${encodeURIComponent(article.key)}`)
  expect(answer.headers.get('cache-control')).toContain('no-store')
})
