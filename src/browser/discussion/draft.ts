import { isRecord, text } from '../http.ts'
import { quietly } from '../quietly.ts'
import { newSecret } from '../secret.ts'

/** What a reader has begun to write, with the key that keeps a retry from posting twice. */
export interface Draft {
  text: string
  parent: string
  parentName: string
  key: string
  /** Whether a hand has typed it here: only then may it be sent. */
  typed: boolean
}

type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

export interface Drafts {
  load(): Draft
  save(draft: Draft): void
  /** Forgets what was sent, and answers a new draft. */
  clear(sent: Draft): Draft
}

/**
 * Drafts per article. A browser that keeps nothing for us (private window, full) still has them for this page. Two
 * tabs share the place: the last that was typed stands, and no tab takes away what another one wrote.
 */
export function createDrafts(shelf: () => Shelf, articleId: string): Drafts {
  const name = `brevier:draft:${articleId}`
  const fresh = (): Draft => ({ text: '', parent: '', parentName: '', key: newSecret(), typed: false })

  const stored = (): Draft => parseDraft(quietly(() => shelf().getItem(name))) ?? fresh()

  /** The text that this tab has put there or found there. */
  let own = ''

  function remove(key: string, text: string): void {
    const now = stored()
    if (now.key === key && now.text === text) quietly(() => shelf().removeItem(name))
  }

  return {
    load() {
      const draft = stored()
      own = draft.text
      return draft
    },
    save(draft) {
      if (draft.text === '') remove(draft.key, own)
      else quietly(() => shelf().setItem(name, JSON.stringify(draft)))
      own = draft.text
    },
    clear({ key, text: sent }) {
      remove(key, sent)
      return fresh()
    },
  }
}

/** Storage may hold anything, also what an older release or an extension wrote. */
export function parseDraft(stored: string | null): Draft | null {
  const value: unknown = quietly(() => JSON.parse(stored ?? ''))
  if (!isRecord(value)) return null
  const key = text(value['key'])
  if (!/^[\x21-\x7E]{8,80}$/.test(key)) return null
  return {
    text: text(value['text']),
    parent: text(value['parent']),
    parentName: text(value['parentName']),
    key,
    typed: value['typed'] === true,
  }
}
