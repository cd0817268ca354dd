import type { Language } from '../../locales/language.ts'
import type { Actor } from '../accounts/model.ts'
import type { Comment } from '../comments/model.ts'
import type { Ports } from '../ports.ts'
import type { InboxEntry, InboxPlace } from './inbox-store.ts'
import type { Decision, DecisionAction } from './model.ts'
import type { OwnAppeal, Statement } from './statement-model.ts'
import type { Statements } from './statements.ts'

/** A message as its person reads it. */
export interface Message extends InboxEntry {
  decision: Decision
  /** Words of whoever decided. */
  explanation: string
  /** `null` for a restriction. */
  comment: Comment | null
  headline: string | null
  statement: Statement | null
  /** For `appeal`: what was answered. */
  appeal: OwnAppeal | null
}

export interface Inboxing {
  /** Tells everybody whom a decision concerns; doing it twice tells nobody twice. */
  tell(siteId: string, decisionId: string): Promise<void>
  /** How many messages the reader has not read. */
  unread(actor: Actor): Promise<number>
  /** Newest first, at most 30 unless more are asked for. */
  messages(actor: Actor, language: Language, most?: number): Promise<Message[]>
  /** The reader has been shown the newest of them; what has come since is unread still. */
  readMessages(actor: Actor, newest: InboxPlace): Promise<void>
}

const SHOWN = 30

/** An author is not told of what changed nothing: a dismissed report, or somebody else's appeal that came to nothing. */
const AUTHORS: ReadonlySet<DecisionAction> = new Set<DecisionAction>([
  'approve',
  'reject',
  'hold',
  'blind',
  'restore',
  'overturn',
])
/** A reporter is told how a report ended. */
const REPORTERS: ReadonlySet<DecisionAction> = new Set<DecisionAction>(['reject', 'keep', 'overturn'])

export function createInboxing({ stores, clock }: Ports, statements: Statements): Inboxing {
  const store = stores.moderation

  async function load(
    entry: InboxEntry,
    appeals: readonly OwnAppeal[],
    language: Language,
  ): Promise<Message | null> {
    const decision = await store.decision(entry.siteId, entry.decisionId)
    if (!decision) return null
    const { commentId } = decision
    const comment = commentId === null ? null : await stores.comments.byId(entry.siteId, commentId)
    const own = appeals.find(({ decisionId }) => decisionId === decision.id) ?? null
    const statement = await statements.statementFor(decision, language)
    const article = comment && (await stores.articles.byId(comment.articleId))
    return {
      ...entry,
      decision,
      explanation: decision.explanation,
      comment,
      headline: article?.headline ?? null,
      statement: statement && { ...statement, appeal: own },
      appeal: appeals.find(({ answerId }) => answerId === decision.id) ?? null,
    }
  }

  return {
    async tell(siteId, decisionId) {
      const decision = await store.decision(siteId, decisionId)
      if (!decision) return
      const told = (await store.concerned(siteId, decisionId)).filter(({ kind }) =>
        kind === 'comment'
          ? AUTHORS.has(decision.action)
          : kind !== 'report' || REPORTERS.has(decision.action),
      )
      await store.putInbox(told.map((entry) => ({ ...entry, createdAt: clock.now(), readAt: null })))
    },

    async unread(actor) {
      return isOwn(actor) ? store.unread(actor.siteId, actor.accountId) : 0
    },

    async messages(actor, language, most = SHOWN) {
      if (!isOwn(actor)) return []
      const entries = await store.inbox(actor.siteId, actor.accountId, most)
      const appeals = entries.length === 0 ? [] : await statements.ownAppeals(actor)
      const loaded = await Promise.all(entries.map((entry) => load(entry, appeals, language)))
      return loaded.filter((message) => message !== null)
    },

    async readMessages(actor, newest) {
      if (isOwn(actor)) await store.markRead(actor.siteId, actor.accountId, newest, clock.now())
    },
  }
}

/** A token of one page opens no own page. */
function isOwn(actor: Actor): actor is Extract<Actor, { type: 'reader' }> {
  return actor.type === 'reader' && actor.articleId === null
}
