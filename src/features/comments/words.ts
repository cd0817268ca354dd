import { Problem } from '../../kernel/errors.ts'
import { checkText, type TextFault } from '../../kernel/text.ts'
import type { Actor } from '../accounts/model.ts'
import type { Ports } from '../ports.ts'
import type { Site } from '../sites/model.ts'
import { printForm } from './checks/words/matching-form.ts'
import { readForm } from './checks/words/word-list.ts'
import { type CheckResult, WORDS_PER_SITE, type WordKind, type WordRule } from './model.ts'
import { prepareChecks, screenText } from './rules.ts'
import { cleanWord, mayEditWords } from './word-rules.ts'

/** What screening would make of a text, told to the people who write the rules. */
export type WordTrial =
  | { fault: TextFault['fault'] }
  /** `form`: the letters that are compared. `results`: of the checks that read the text, in order. */
  | { fault: null; text: string; form: string; results: readonly CheckResult[] }

export interface WordService {
  /** Every moderator may read them. @throws {Problem} `not-allowed` */
  list(actor: Actor): Promise<WordRule[]>
  /** Seniors and admins. @throws {Problem} `not-allowed`, `word-unusable`, `word-known`, `words-full` */
  add(actor: Actor, kind: WordKind, word: string): Promise<void>
  /** Seniors and admins; a word that is gone already stays gone. @throws {Problem} `not-allowed`, `not-found` */
  remove(actor: Actor, id: string): Promise<void>
  /** Changes nothing. @throws {Problem} `not-allowed` */
  tryText(actor: Actor, site: Site, text: string): Promise<WordTrial>
}

export function createWordService({ stores, clock, ids, events }: Ports): WordService {
  const store = stores.words

  function acted(siteId: string, byId: string, act: 'word-added' | 'word-removed') {
    events.emit('staff.acted', { siteId, act, byId, accountId: null, role: null })
  }

  return {
    list: async (actor) => store.list(staff(actor).siteId),

    async add(actor, kind, raw) {
      const { siteId, accountId } = editor(actor)
      const word = cleanWord(raw)
      const rule = { id: ids.next(), siteId, kind, word, createdById: accountId, createdAt: clock.now() }
      const made = await store.add(rule, WORDS_PER_SITE)
      if (made === 'known') throw new Problem('word-known')
      if (made === 'full') throw new Problem('words-full', { limit: WORDS_PER_SITE })
      acted(siteId, accountId, 'word-added')
    },

    async remove(actor, id) {
      const { siteId, accountId } = editor(actor)
      const outcome = await store.remove(siteId, id, { accountId, at: clock.now() })
      if (outcome === 'missing') throw new Problem('not-found')
      if (outcome === 'applied') acted(siteId, accountId, 'word-removed')
    },

    async tryText(actor, site, raw) {
      if (staff(actor).siteId !== site.id) throw new Problem('not-allowed')
      const checked = checkText(raw)
      if (!checked.ok) return { fault: checked.fault }
      await prepareChecks()
      const { text } = checked
      const results = screenText({ text, site, words: await store.words(site.id) })
      return { fault: null, text, form: printForm(readForm(text).units), results }
    },
  }
}

type Staff = Extract<Actor, { type: 'staff' }>

function staff(actor: Actor): Staff {
  if (actor.type !== 'staff') throw new Problem('not-allowed')
  return actor
}

function editor(actor: Actor): Staff {
  const person = staff(actor)
  if (!mayEditWords(person.role)) throw new Problem('not-allowed')
  return person
}
