import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Filled, fillWorld } from './filled.ts'

let world: Filled
beforeAll(async () => {
  world = await fillWorld()
})
afterAll(() => world.close())

it('what was written under an article whose comments are off is to be had at no address of theirs', async () => {
  const { services, site, article, writer, publicUrl } = world
  const comment = await world.published(writer)
  const { id } = comment
  const page = await (await world.request(`/a/${article.id}/c/${id}`)).text()
  const [address = ''] = /\/cards\/c\/[^"]+/.exec(page) ?? []
  const picture = async (path: string) =>
    Buffer.from(await (await world.request(path)).arrayBuffer()).toString('hex')
  const before = await picture(address)
  await services.articles.setDiscussion(site.id, article.id, 'off')
  expect(await picture(address)).not.toBe(before)
  expect(await picture(address)).toBe(await picture(address.replace(`/c/${id}/`, `/a/${article.id}/`)))
  const of = encodeURIComponent(`${publicUrl}/a/${article.id}/c/${id}`)
  for (const path of [
    `/a/${article.id}?reply=${id}`,
    `/a/${article.id}?sort=oldest`,
    `/a/${article.id}?report=${id}`,
    `/a/${article.id}/c/${id}`,
    `/a/${article.id}/c/${id}/share`,
    `/a/${article.id}/c/${id}/report`,
    `/a/${article.id}/feed.xml`,
    `/frame?site=${site.key}&article=${article.key}&comment=${id}`,
    `/v1/articles/${article.id}/comments`,
    `/v1/articles/${article.id}/comments.html?jsonld=1`,
    `/v1/articles/${article.id}/head?jsonld=1`,
    `/v1/articles/${article.id}/pulse`,
    `/oembed?url=${of}`,
    `/legal/notice?comment=${id}`,
  ])
    for (const as of [undefined, world.people['a reader']]) {
      const text = await (await world.request(path, { as })).text()
      expect([path, text.includes(comment.body), text.includes(writer.account.displayName)]).toEqual([
        path,
        false,
        false,
      ])
    }
})
