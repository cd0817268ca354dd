import { Problem } from '../../kernel/errors.ts'
import { hmacSha256Hex } from '../accounts/crypto.ts'
import type { Actor } from '../accounts/model.ts'
import type { Ports } from '../ports.ts'
import { siteOf } from './deciding.ts'
import { checkChain, checkHeads, checkTail, holds, type LogCheck } from './log-check.ts'
import type { LogFilter, LoggedDecision } from './log-store.ts'
import { CHAIN_START } from './model.ts'
import { requireStaff } from './state-table.ts'

/** What became of a decision's free text: there was none, it is kept, or it was erased. */
export type TextState = 'none' | 'kept' | 'erased'

export interface LogRow {
  decision: LoggedDecision
  /** Who decided; `null` for the clock or an account that is gone. */
  by: string | null
  explanation: string
  text: TextState
  /** Whether the row hashes to what it says, follows the one before it, and its text is the one that was hashed. */
  checks: { hash: boolean; follows: boolean; text: boolean | null }
  reverses: number | null
  reversedBy: number | null
}

export interface LogPage {
  /** Newest first. */
  decisions: LoggedDecision[]
  /** Display names by account id. */
  names: Map<string, string>
  /** Numbers of shown rows that do not hash to what they say. */
  broken: number[]
  /** Of an unfiltered page: whether its rows follow each other. */
  check: LogCheck | null
  /** Where the next page begins; `null` at the end. */
  next: number | null
}

export interface Logging {
  /** @throws {Problem} `not-allowed` */
  logPage(
    actor: Actor,
    filter: LogFilter,
    page: { beforeSeq: number | null; limit: number },
  ): Promise<LogPage>
  /** @throws {Problem} `not-allowed`, `not-found` */
  logRow(actor: Actor, seq: number): Promise<LogRow>
  /**
   * Walks the chain of a site from its first row, and compares it with every head that was made public, also with
   * those that somebody kept.
   */
  verifyLog(siteId: string, kept?: readonly { seq: number; hash: string }[]): Promise<LogCheck>
  /** Every row in order, with the text that was hashed. */
  exportLog(siteId: string): AsyncGenerator<LoggedDecision>
}

const PAGE = 500
/** More than ten years of days. */
const HEADS = 4_000

export function createLogging({ stores }: Ports): Logging {
  const store = stores.moderation

  async function* pages(siteId: string): AsyncGenerator<LoggedDecision[]> {
    let afterSeq = 0
    for (;;) {
      const page = await store.loggedRows(siteId, { afterSeq, limit: PAGE })
      yield page
      const last = page.at(-1)
      if (!last || page.length < PAGE) return
      afterSeq = last.seq
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  return {
    async logPage(actor, filter, { beforeSeq, limit }) {
      requireStaff(actor, siteOf(actor))
      const rows = await store.logPage(actor.siteId, filter, { beforeSeq, limit: limit + 1 })
      const decisions = rows.slice(0, limit)
      const broken: number[] = []
      for (const decision of decisions) if (!(await holds(decision))) broken.push(decision.seq)
      const isWhole = Object.values(filter).every((value) => value === null)
      return {
        decisions,
        names: await namesOf(actor.siteId, decisions),
        broken,
        check: isWhole ? await checkPage(decisions) : null,
        next: rows.length > limit ? (decisions.at(-1)?.seq ?? null) : null,
      }
    },

    async logRow(actor, seq) {
      requireStaff(actor, siteOf(actor))
      const row = await store.logRow(actor.siteId, seq)
      if (!row) throw new Problem('not-found')
      const { decision, text } = row
      const [before] = await store.loggedRows(actor.siteId, { afterSeq: seq - 2, limit: 1 })
      const prevHash = seq === 1 ? CHAIN_START : before?.seq === seq - 1 ? before.hash : null
      const names = await namesOf(actor.siteId, [decision])
      return {
        decision,
        by: names.get(decision.actorId ?? '') ?? null,
        ...(await textOf(decision, text)),
        checks: {
          hash: await holds(decision),
          follows: decision.prevHash === prevHash,
          text: await textHolds(decision, text),
        },
        reverses: row.reverses?.seq ?? null,
        reversedBy: row.reversedBy?.seq ?? null,
      }
    },

    async verifyLog(siteId, kept = []) {
      const heads = [...(await store.heads(siteId, HEADS)), ...kept]
      let check: LogCheck = { decisions: 0, head: CHAIN_START, brokenAt: null, fault: null }
      for await (const page of pages(siteId)) {
        check = await checkChain({ seq: check.decisions, head: check.head }, page)
        check = checkHeads(check, page, heads)
        if (check.brokenAt !== null) return check
      }
      return checkTail(check, heads)
    },

    async *exportLog(siteId) {
      for await (const page of pages(siteId)) yield* page
    },
  }

  async function namesOf(siteId: string, decisions: readonly LoggedDecision[]): Promise<Map<string, string>> {
    const names = new Map<string, string>()
    for (const { actorId } of decisions) {
      if (actorId === null || names.has(actorId)) continue
      const account = await stores.accounts.byId(siteId, actorId)
      if (account) names.set(actorId, account.displayName)
    }
    return names
  }
}

/** What is on the page follows itself; the row before it is taken at its word. */
function checkPage(newestFirst: readonly LoggedDecision[]): Promise<LogCheck> {
  const first = newestFirst.at(-1)
  const start = { seq: (first?.seq ?? 1) - 1, head: first?.prevHash ?? CHAIN_START }
  return checkChain(start, newestFirst.toReversed())
}

type Text = { salt: string; explanation: string } | null

async function textOf(
  { explanationHmac }: LoggedDecision,
  text: Text,
): Promise<{ explanation: string; text: TextState }> {
  if (explanationHmac === null) return { explanation: '', text: 'none' }
  const explanation = text?.explanation ?? ''
  return { explanation, text: explanation === '' ? 'erased' : 'kept' }
}

/** `null` where there is nothing to compare: no text, or its salt was erased. */
async function textHolds({ explanationHmac }: LoggedDecision, text: Text): Promise<boolean | null> {
  if (explanationHmac === null || !text || text.salt === '') return null
  return (await hmacSha256Hex(text.salt, text.explanation)) === explanationHmac
}
