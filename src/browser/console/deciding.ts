import type { ConsoleWords } from '../../locales/console-words.ts'
import { say as fill } from '../dom.ts'
import type { Ahead } from './ahead.ts'
import { type Entry, isYours, say, titleOf, writerOf } from './entry.ts'
import type { Moving } from './moving.ts'
import { askParts, type Parts } from './parts.ts'
import { endUndo, markDone, markElsewhere, type Outcome, restore } from './rows.ts'
import type { Said } from './said.ts'
import type { Screen } from './screen.ts'

/** What comes back takes no key for so long: the hands were at another comment. */
const RETURN_SETTLE_MS = 1_000

/** A decision is undone without a word for so long; afterwards it is corrected. */
export const UNDO_MS = 30_000

/** A decision on its way or made. */
export interface Made {
  entry: Entry
  outcome: Outcome
  detail: string
  at: number
  /** Id of the decision; `null` when it was not carried out. */
  id: Promise<string | null>
}

interface DecidingParts {
  screen: Screen
  ahead: Ahead
  moving: Moving
  said: Said
  words: ConsoleWords
}

export interface Deciding {
  /** Newest last. */
  made: Made[]
  isOut(id: string): boolean
  /** Sends the form of the painted case, and goes on at once. */
  decide(form: HTMLFormElement, button: HTMLButtonElement | null): void
  skip(form: HTMLFormElement): void
  /** Where the page goes when the list is at its end. */
  leaving(): Promise<string | null>
}

export function createDeciding({ screen, ahead, moving, said, words }: DecidingParts): Deciding {
  const made: Made[] = []
  const isOut = (id: string) => made.some(({ entry }) => entry.id === id)

  /** The case that the form belongs to, if it is the painted one and a decision on it means what was seen. */
  function subject(form: HTMLFormElement): Entry | null {
    const entry = screen.painted()
    const isOwn = entry !== null && form.action.includes(`/console/cases/${entry.id}/`)
    return isOwn && screen.isReady() && isYours(entry) && !isOut(entry.id) ? entry : null
  }

  /** Back on the screen, with the reason; nothing that was typed is lost. */
  function bringBack(one: Made, fresh: Entry | null, sentences: readonly string[]): void {
    forget(made, one)
    restore(one.entry.id)
    const entry = fresh ?? one.entry
    if (fresh && !isYours(fresh)) markElsewhere(entry.id, titleOf(fresh))
    say(entry, fresh ? [] : sentences)
    said.now(fresh ? '' : words.returned)
    ahead.put(entry)
    const painted = screen.painted()?.slots.get('case')
    const isBusy = painted?.querySelector('.message[role="alert"]') != null
    // One at a time: what else came back waits in its row.
    if (!isBusy || screen.painted()?.id === entry.id) moving.show(entry, RETURN_SETTLE_MS)
  }

  async function answered(one: Made, asked: Promise<Parts>): Promise<string | null> {
    let parts: Parts
    try {
      parts = await asked
    } catch {
      bringBack(one, null, [words.returned, words.noAnswer])
      return null
    }
    const id = parts.said?.querySelector<HTMLElement>('[data-undo]')?.dataset['undo']
    if (parts.status === 200 && id !== undefined) {
      if (made.at(-1) === one) said.done(parts.said)
      setTimeout(() => endUndo(one.entry.id, words), UNDO_MS)
      showWaiting(parts.waiting)
      return id
    }
    const sentence = parts.status === 401 ? words.signedOut : fill(words.refused, parts.status)
    bringBack(one, parts.cases[0]?.entry ?? null, [words.returned, sentence])
    return null
  }

  return {
    made,
    isOut,

    decide(form, button) {
      const entry = subject(form)
      if (!entry) return
      screen.hold()
      say(entry, [])
      const body = fieldsOf(form, button)
      body.set('ms', String(screen.shownMs()))
      const clause = clauseIn(body)
      const outcome = clause !== null ? 'rejected' : body.get('decision') === 'keep' ? 'kept' : 'approved'
      const detail = [clause ?? '', words.youNow].filter((part) => part !== '').join(' · ')
      const asked = askParts(form.action, body)
      const one: Made = { entry, outcome, detail, at: performance.now(), id: Promise.resolve(null) }
      made.push(one)
      ahead.drop(entry.id)
      markDone(entry.id, outcome, detail, words)
      said.now(sentenceOf(outcome, entry, clause, words))
      one.id = answered(one, asked)
      void moving.goOn(entry.id, this.leaving)
    },

    skip(form) {
      const entry = subject(form)
      if (!entry) return
      screen.hold()
      ahead.drop(entry.id)
      markDone(entry.id, 'skipped', '', words)
      // When it does not arrive, the claim runs out by itself.
      askParts(form.action, fieldsOf(form, null)).catch(() => {})
      void moving.goOn(entry.id, this.leaving)
    },

    async leaving() {
      const ids = await Promise.all(made.map(({ id }) => id))
      // Something came back and is on the screen.
      if (ids.includes(null)) return null
      const url = new URL(location.href)
      url.searchParams.delete('case')
      const last = made.at(-1)
      if (last) url.searchParams.set('done', last.entry.id)
      return url.href
    },
  }
}

export function forget(made: Made[], one: Made): void {
  const at = made.indexOf(one)
  if (at !== -1) made.splice(at, 1)
}

function fieldsOf(form: HTMLFormElement, button: HTMLButtonElement | null): URLSearchParams {
  const body = new URLSearchParams()
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value)
  if (button && button.name !== '') body.set(button.name, button.value)
  return body
}

function clauseIn(body: URLSearchParams): string | null {
  const [action, clause] = (body.get('decision') ?? '').split(':')
  return action === 'reject' ? (clause ?? body.get('clause') ?? '') : null
}

function sentenceOf(outcome: Outcome, entry: Entry, clause: string | null, words: ConsoleWords): string {
  const sentence = outcome === 'rejected' ? words.reject : outcome === 'kept' ? words.keep : words.approve
  return fill(sentence, writerOf(entry))
    .split('{m}')
    .join(clause ?? '')
}

/** How many wait, in the head of the page. */
export function showWaiting(count: string | undefined): void {
  const figure = document.querySelector('.top nav [aria-current="page"] .count')
  if (figure && count) figure.textContent = count
}
