import type { Ports } from '../ports.ts'
import type { Card, CardSpec } from './model.ts'

/** Where one version of a card lies. */
export interface Place {
  /** Beginning of the name of every version of this card. */
  subject: string
  hash: string
  draw(): Promise<CardSpec>
}

/** Drawn cards: each is drawn once, however many ask, and kept on disk. */
export interface CardShelf {
  /** @throws what the renderer throws; all who waited see it */
  obtain(place: Place): Promise<Card>
  /** What lies there, without drawing. */
  kept(place: Place): Promise<Card | null>
  /** Removes every version of every card whose name begins so, also one that is being drawn. */
  drop(subject: string): Promise<void>
}

/**
 * A disk that cannot be read or written costs time, never a card. What a comment said leaves the disk with the event
 * that takes it out of sight; the outbox entry of the same decision does it again, should the process end in between.
 */
export function createCardShelf({ cards, cardFiles, events, log }: Ports): CardShelf {
  const drawing = new Map<string, Promise<Card>>()
  let drops = 0

  const failed = (error: unknown): null => {
    log.warn({ error }, 'a card could not be kept')
    return null
  }

  async function draw({ subject, hash, draw: specOf }: Place): Promise<Card> {
    const name = subject + hash
    const kept = await cardFiles.get(name).catch(failed)
    if (kept) return kept
    const before = drops
    const card = await cards.render(await specOf())
    if (drops !== before) return card
    await cardFiles
      .drop(subject)
      .then(() => cardFiles.put(name, card))
      .catch(failed)
    // What was dropped meanwhile may have come back by the writing.
    if (drops !== before) await cardFiles.drop(subject).catch(failed)
    return card
  }

  const shelf: CardShelf = {
    async obtain(place) {
      const name = place.subject + place.hash
      const running = drawing.get(name)
      if (running) return running
      const started = draw(place)
      drawing.set(name, started)
      try {
        return await started
      } finally {
        drawing.delete(name)
      }
    },

    kept: ({ subject, hash }) => cardFiles.get(subject + hash).catch(failed),

    async drop(subject) {
      drops += 1
      await cardFiles.drop(subject)
    },
  }
  const drop = (subject: string): void => void shelf.drop(subject).catch(failed)
  events.on('comment.decided', ({ articleId, commentId }) => drop(`c-${articleId}-${commentId}-`))
  events.on('account.renamed', () => drop('c-'))
  events.on('account.erased', ({ articleIds }) => {
    for (const id of articleIds) drop(`c-${id}-`)
  })
  return shelf
}
