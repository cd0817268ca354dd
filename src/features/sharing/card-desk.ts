import { sha256Hex } from '../accounts/crypto.ts'
import { type Article, shownOnCard } from '../articles/model.ts'
import type { Comment } from '../comments/model.ts'
import { isPublic } from '../comments/rules.ts'
import type { Ports } from '../ports.ts'
import type { Site } from '../sites/model.ts'
import { createCardShelf, type Place } from './card-shelf.ts'
import { articleCardSpec, articleCardType, brandCardSpec, cardKey, commentCardSpec } from './cards.ts'
import type { Card, CardSpec } from './model.ts'

export interface ServedCard extends Card {
  /**
   * `exact`: what the address names, byte for byte; `current`: what has taken the place of it; `stand-in`: the
   * paper's own card, because this one could not be drawn.
   */
  standing: 'exact' | 'current' | 'stand-in'
}

export interface CardDesk {
  /** Last part of the card's address: hash of all that is drawn, and ending. */
  articleFile(site: Site, article: Article): Promise<string>
  commentFile(site: Site, article: Article, comment: Comment): Promise<string>
  /** The article's card. An old file name answers the current card. Throws nothing for what cannot be drawn. */
  articleCard(site: Site, article: Article, file: string): Promise<ServedCard>
  /** The comment's card; the article's when the comment is not published, and where comments are off. */
  commentCard(site: Site, article: Article, comment: Comment, file: string): Promise<ServedCard>
  /** Draws the card before the first crawler asks. @throws when it cannot be drawn */
  prepareArticle(site: Site, article: Article): Promise<void>
  /** As for an article; of a comment that is not published nothing stays on the disk. */
  prepareComment(site: Site, article: Article, comment: Comment): Promise<void>
}

/** A card that has an address of its own. */
interface Addressed extends Place {
  file: string
}

const FILE_HASH = 20

export function createCardDesk(ports: Ports): CardDesk {
  const { cards, photos, clock, log } = ports
  const shelf = createCardShelf(ports)

  /** Pictures are named by their hashes, so the key can be made without reading them. */
  async function hashOf(spec: CardSpec, { logo }: Site, photo: string | null): Promise<string> {
    const pictures = `${photo ?? ''}\n${logo ?? ''}`
    return (await sha256Hex(`${pictures}\n${cardKey(spec, cards.version)}`)).slice(0, FILE_HASH)
  }

  async function withLogo(spec: CardSpec, { logo }: Site): Promise<CardSpec> {
    return logo === null ? spec : { ...spec, logo: present(await photos.logo(logo), 'logo') }
  }

  async function articlePlace(site: Site, article: Article): Promise<Addressed> {
    const { photo } = shownOnCard(article)
    const hash = await hashOf(articleCardSpec({ site, article, photo: null, now: clock.now() }), site, photo)
    return {
      subject: `a-${article.id}-`,
      hash,
      file: `${hash}.${articleCardType(article) === 'image/jpeg' ? 'jpg' : 'png'}`,
      draw: async () => {
        const bytes = photo === null ? null : present(await photos.get(photo), 'photo')
        return withLogo(articleCardSpec({ site, article, photo: bytes, now: clock.now() }), site)
      },
    }
  }

  async function commentPlace(site: Site, article: Article, comment: Comment): Promise<Addressed> {
    const spec = commentCardSpec({ site, article, comment })
    const hash = await hashOf(spec, site, null)
    return { subject: subjectOf(comment), hash, file: `${hash}.png`, draw: () => withLogo(spec, site) }
  }

  async function brandPlace(site: Site): Promise<Place> {
    const spec = brandCardSpec(site)
    return {
      subject: `b-${site.id}-`,
      hash: await hashOf(spec, site, null),
      draw: () => withLogo(spec, site),
    }
  }

  async function serve(site: Site, place: Addressed, asked: string): Promise<ServedCard> {
    try {
      return { ...(await shelf.obtain(place)), standing: asked === place.file ? 'exact' : 'current' }
    } catch (error) {
      log.warn({ subject: place.subject, error }, 'a card could not be drawn')
      return { ...(await standIn(site)), standing: 'stand-in' }
    }
  }

  async function standIn(site: Site): Promise<Card> {
    return (await shelf.kept(await brandPlace(site))) ?? cards.plain(site.accent)
  }

  /** The stand-in is drawn while drawing works. */
  async function prepare(site: Site, place: Place): Promise<void> {
    await shelf.obtain(await brandPlace(site))
    await shelf.obtain(place)
  }

  const desk: CardDesk = {
    articleFile: async (site, article) => (await articlePlace(site, article)).file,
    commentFile: async (site, article, comment) => (await commentPlace(site, article, comment)).file,

    async articleCard(site, article, file) {
      return serve(site, await articlePlace(site, article), file)
    },

    async commentCard(site, article, comment, file) {
      if (isSeen(article, comment)) return serve(site, await commentPlace(site, article, comment), file)
      const card = await desk.articleCard(site, article, file)
      return card.standing === 'exact' ? { ...card, standing: 'current' } : card
    },

    async prepareArticle(site, article) {
      await prepare(site, await articlePlace(site, article))
    },

    async prepareComment(site, article, comment) {
      if (isSeen(article, comment)) await prepare(site, await commentPlace(site, article, comment))
      else await shelf.drop(subjectOf(comment))
    },
  }
  return desk
}

function isSeen(article: Pick<Article, 'discussion'>, comment: Comment): boolean {
  return isPublic(comment) && article.discussion !== 'off'
}

function present(bytes: Uint8Array | null, what: string): Uint8Array {
  if (bytes === null) throw new Error(`the ${what} of this card is missing`)
  return bytes
}

function subjectOf({ articleId, id }: Comment): string {
  return `c-${articleId}-${id}-`
}
