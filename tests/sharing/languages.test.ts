import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decide, submit } from '../support/desk.ts'
import { createWorld, type World } from '../support/world.ts'
import { metaOf, unescaped } from './client.ts'

let world: World
let paths: Record<'discussion' | 'comment', string>

beforeAll(async () => {
  world = await createWorld()
  const comment = await submit(world, await world.reader(), 'In two languages')
  await decide(world, await world.staff(), comment, 'approve')
  const discussion = `/a/${world.article.id}`
  paths = { discussion, comment: `${discussion}/c/${comment.id}` }
})
afterAll(() => world.close())

async function linksOf(path: string) {
  const html = await (await world.request(path)).text()
  const links = [...html.matchAll(/<link rel="(canonical|alternate)" ([^>]*)\/>/g)].map(
    ([, rel, rest = '']) => {
      const value = (name: string) => unescaped(new RegExp(`${name}="([^"]*)"`).exec(rest)?.[1] ?? '')
      return { rel, hreflang: value('hreflang'), href: value('href') }
    },
  )
  return {
    canonical: links.find(({ rel }) => rel === 'canonical')?.href,
    languages: Object.fromEntries(
      links.flatMap(({ hreflang, href }) => (hreflang ? [[hreflang, href]] : [])),
    ),
    tags: Object.fromEntries(metaOf(html)),
  }
}

describe.each(['discussion', 'comment'] as const)('the page of a %s', (kind) => {
  it('has one address for each language, and every one of them names all', async () => {
    const url = world.publicUrl + paths[kind]
    const languages = { en: url, ko: `${url}?lang=ko`, 'x-default': url }
    for (const [query, canonical] of [
      ['', url],
      ['?lang=en', url],
      ['?lang=ko', `${url}?lang=ko`],
      ['?lang=fr', url],
      ['?utm_source=x&sort=oldest', url],
    ] as const)
      expect(await linksOf(paths[kind] + query)).toMatchObject({ canonical, languages })
  })

  it('is shared and counted as one, in the language of the article', async () => {
    const [own, korean] = [await linksOf(paths[kind]), await linksOf(`${paths[kind]}?lang=ko`)]
    expect(korean.tags).toEqual(own.tags)
    expect(own.tags).toMatchObject({
      'og:url': world.publicUrl + paths[kind],
      'og:locale': 'en_US',
      'og:locale:alternate': 'ko_KR',
    })
  })
})

it('a paper with a name in one language has its pages in that alone', async () => {
  const site = await world.services.sites.create({
    key: 'one',
    title: { en: 'The Single' },
    origins: ['https://single.example'],
  })
  const article = await world.services.articles.put(site, {
    key: 'a',
    url: 'https://single.example/a',
    headline: 'Single',
    publishedAt: world.clock.now(),
    language: 'en',
  })
  const { languages, tags } = await linksOf(`/a/${article.id}`)
  expect(languages).toEqual({})
  expect(tags).not.toHaveProperty('og:locale:alternate')
})
