import { published } from '../seeds/discussion.ts'
import { listen } from '../src/cli/listen.ts'
import type { Article } from '../src/features/articles/model.ts'
import type { CommentState } from '../src/features/comments/model.ts'
import { createLoginWorld, type LoginWorld } from '../tests/reader/login-world.ts'
import { startNeighbour } from '../tests/support/neighbour.ts'
import { freePort } from '../tests/support/process.ts'

/** A paper and its discussion under one domain, so that one process of the browser, and one throttle, holds both. */
const NAMES = { paper: 'news.localhost', service: 'comments.news.localhost' } as const

const encode = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

export interface Paper {
  world: LoginWorld
  serviceHost: string
  /** Articles by how many comments they have, all of them at the top level. */
  article(comments: number): Promise<Article>
  /** Somebody else writes under it, and everybody reads it at once. */
  comment(article: Article, text: string): Promise<void>
  /**
   * The address of a page with that many paragraphs, the discussion, and the paper's own end below it. It reserves room
   * by the two lines that `docs/embedding.md` asks for.
   */
  page(article: Article, paragraphs: number): string
  /** The address of a page whose frame holds the same words in plain paragraphs, in the same font. */
  plainPage(article: Article): Promise<string>
  close(): Promise<void>
}

export async function servePaper(): Promise<Paper> {
  const [port, neighbour] = await Promise.all([freePort(), startNeighbour(NAMES.paper)])
  const publicUrl = `http://${NAMES.service}:${port}`
  const world = await createLoginWorld({
    publicUrl,
    providerHost: 'provider.localhost',
    site: { origins: [neighbour.origin], mode: 'flagged-only' },
    start: Date.now() - 3_600_000,
  })
  const listener = await listen(world.app, { host: '127.0.0.1', port })
  const writers = await Promise.all(['Maya Okafor', 'Tom Reyes', '김하늘'].map((name) => world.reader(name)))
  async function write(article: Article, text: string, index: number): Promise<CommentState> {
    world.clock.advance(1_000)
    const writer = writers[index % writers.length]
    if (!writer) throw new RangeError('nobody writes')
    const place = { site: world.site, article }
    const input = { text, review: true }
    return (await world.services.comments.submit(writer.actor, place, input, null)).comment.state
  }

  return {
    world,
    serviceHost: NAMES.service,
    async article(comments) {
      const article = await world.putArticle()
      // A rule of the screening may hold one for a person to read.
      for (let index = 0, count = 0; count < comments; index += 1) {
        const text = `${published[index % published.length]?.text.slice(0, 220) ?? ''} ${article.key}.${index}`
        if ((await write(article, text, index)) === 'published') count += 1
      }
      return article
    },
    async comment(article, text) {
      await write(article, text, 0)
    },
    page: ({ key }, paragraphs) =>
      neighbour.page(`<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <link rel="icon" href="data:,"><title>News</title>
        <style>brevier-comments { display: block } brevier-comments:not(:defined) { min-height: 100vh }</style>
        <script type="module" src="${publicUrl}/embed.js"></script>
        <body style="max-width:40rem;margin:0 auto;font:1rem/1.5 sans-serif"><h1>News</h1>
        ${'<p style="height:100px">A paragraph of the article.</p>'.repeat(paragraphs)}
        <brevier-comments site="${world.site.key}" article="${key}"><a href="#">Comments</a></brevier-comments>
        <footer style="height:300px">The paper’s own links</footer>`),
    async plainPage(article) {
      const { items } = await world.services.comments.page(article, { sort: 'newest', after: null })
      const words = items.map(({ comment }) => `<p>${encode(comment.body)}</p>`).join('')
      const frame = `<body style="font:16px/1.6 system-ui,sans-serif">${words}`
      return neighbour.page(`<html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>News</title>
        <body><h1>News</h1><iframe srcdoc="${encode(frame)}" style="width:40rem;height:2000px"></iframe>`)
    },
    async close() {
      await Promise.all([listener.close(), neighbour.close()])
      await world.close()
    },
  }
}
