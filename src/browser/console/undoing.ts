import type { ConsoleWords } from '../../locales/console-words.ts'
import type { Ahead } from './ahead.ts'
import { type Deciding, forget, type Made, showWaiting, UNDO_MS } from './deciding.ts'
import type { Moving } from './moving.ts'
import { askParts, type Parts } from './parts.ts'
import { markDone, openFrom, restore } from './rows.ts'
import type { Said } from './said.ts'
import type { Screen } from './screen.ts'

interface UndoingParts {
  screen: Screen
  ahead: Ahead
  moving: Moving
  said: Said
  deciding: Deciding
  words: ConsoleWords
}

export interface Undoing {
  /** The newest decision of this page that is not taken back yet; `false` when there is none. */
  last(): boolean
  /** The decision on this case. */
  of(caseId: string): void
}

export function createUndoing({ screen, ahead, moving, said, deciding, words }: UndoingParts): Undoing {
  const { made } = deciding

  async function undo(one: Made): Promise<void> {
    if (performance.now() - one.at > UNDO_MS) return correct(one)
    forget(made, one)
    restore(one.entry.id)
    // On the screen at once; it takes decisions again when the server has claimed it anew.
    moving.show(one.entry)
    screen.hold()
    const id = await one.id
    // It was not carried out, and came back by itself.
    if (id === null) return
    const parts = await sent(id)
    const fresh = parts?.cases[0]?.entry
    if (!parts || !fresh) return stands(one)
    if (parts.status !== 200) keep(one)
    moving.show(fresh)
    said.done(parts.said)
    showWaiting(parts.waiting)
  }

  /** The network is gone, or the service: the decision stands, and so does its row. */
  function stands(one: Made): void {
    keep(one)
    said.now(words.undoFailed)
    const [next] = openFrom(one.entry.id)
    void moving.go(next ?? one.entry.id)
  }

  function keep(one: Made): void {
    made.push(one)
    markDone(one.entry.id, one.outcome, one.detail, words)
  }

  async function sent(decisionId: string): Promise<Parts | null> {
    const asked = new URLSearchParams(location.search).get('lang')
    const body = new URLSearchParams(asked === null ? {} : { lang: asked })
    return askParts(`/console/decisions/${encodeURIComponent(decisionId)}/undo`, body).catch(() => null)
  }

  /** Half a minute is over: the case is opened as it was decided, with the form that corrects it. */
  async function correct(one: Made): Promise<void> {
    ahead.drop(one.entry.id)
    await moving.go(one.entry.id)
  }

  return {
    last() {
      const one = made.at(-1)
      if (one) void undo(one)
      return one !== undefined
    },
    of(caseId) {
      const one = made.find(({ entry }) => entry.id === caseId)
      if (one) void undo(one)
    },
  }
}
