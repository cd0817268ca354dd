import { stringify } from 'csv-stringify/sync'
import { strToU8, zipSync } from 'fflate'
import type { LinkedIdentity, Session, Viewer } from '../features/accounts/model.ts'
import type { Article } from '../features/articles/model.ts'
import type { Comment } from '../features/comments/model.ts'
import type { Message } from '../features/moderation/inboxing.ts'
import type { Report, Restriction, Strike } from '../features/moderation/model.ts'
import type { OwnAppeal, Statement } from '../features/moderation/statement-model.ts'

/** Everything that is kept about one reader. */
export interface OwnData {
  viewer: Viewer
  paper: string
  comments: readonly { comment: Comment; statement: Statement | null; article: Article | null }[]
  reports: readonly Report[]
  appeals: readonly OwnAppeal[]
  /** Of the account, over or not. */
  restrictions: readonly Restriction[]
  strikes: readonly Strike[]
  messages: readonly Message[]
  identities: readonly LinkedIdentity[]
  sessions: readonly Session[]
  now: number
}

/**
 * A zip of `data.json` (everything, times in ISO 8601) and one CSV file per list, for a spreadsheet (GDPR Art. 15
 * and 20: a common, machine-readable form).
 */
export function ownDataArchive(data: OwnData): Uint8Array {
  const lists = listsOf(data)
  const { displayName, language, createdAt, erasureAt } = data.viewer.account
  const account = {
    paper: data.paper,
    displayName,
    language,
    since: iso(createdAt),
    erasureAt: iso(erasureAt),
  }
  const json = JSON.stringify({ madeAt: iso(data.now), account, ...lists }, null, 2)
  const tables = Object.entries(lists).map(([name, rows]) => [`${name}.csv`, strToU8(csv(rows))] as const)
  return zipSync({ 'data.json': strToU8(json), ...Object.fromEntries(tables) }, { mtime: data.now })
}

function listsOf({ comments, reports, identities, sessions, ...standing }: OwnData) {
  return {
    ...standingOf(standing),
    comments: comments.map(({ comment, statement, article }) => ({
      id: comment.id,
      article: comment.articleId,
      headline: article?.headline ?? '',
      address: article?.url ?? '',
      replyTo: comment.parentId ?? '',
      writtenAt: iso(comment.createdAt),
      state: comment.state,
      text: comment.body,
      policyVersion: comment.policyVersion,
      clauses: statement?.clauses.map(({ id }) => id).join(' ') ?? '',
      law: statement?.lawReference ?? '',
      explanation: statement?.explanation ?? '',
      decidedAt: iso(statement?.at ?? null),
    })),
    reports: reports.map(({ id, commentId, clause, note, createdAt, outcome }) => ({
      id,
      comment: commentId,
      clause,
      note,
      reportedAt: iso(createdAt),
      outcome,
    })),
    logins: identities.map(({ provider, appId, subject, linkedAt }) => ({
      provider,
      app: appId,
      id: subject,
      linkedAt: iso(linkedAt),
    })),
    sessions: sessions.map(({ agent, createdAt, lastSeenAt, expiresAt }) => ({
      device: agent,
      since: iso(createdAt),
      lastSeen: iso(lastSeenAt),
      endsAt: iso(expiresAt),
    })),
  }
}

/** A cell that begins like a formula is made text: spreadsheets would run it (OWASP, "CSV Injection"). */
function csv(rows: readonly object[]): string {
  return stringify([...rows], { header: true, bom: true, escape_formulas: true })
}

function iso(at: number | null): string {
  return at === null || at === 0 ? '' : new Date(at).toISOString()
}

/** What was decided about the person, and what the person said against it. */
function standingOf({
  appeals,
  messages,
  restrictions,
  strikes,
}: Pick<OwnData, 'appeals' | 'messages' | 'restrictions' | 'strikes'>) {
  return {
    appeals: appeals.map(({ id, decisionId, side, body, createdAt, late, outcome, decidedAt, answer }) => ({
      id,
      decision: decisionId,
      side,
      text: body,
      appealedAt: iso(createdAt),
      late,
      outcome,
      decidedAt: iso(decidedAt),
      answer,
    })),
    restrictions: restrictions.map(({ id, kind, startsAt, endsAt, liftedAt }) => ({
      decision: id,
      kind,
      startsAt: iso(startsAt),
      endsAt: iso(endsAt),
      liftedAt: iso(liftedAt),
    })),
    strikes: strikes.map(({ decisionId, points, at, undoneAt }) => ({
      decision: decisionId,
      points,
      at: iso(at),
      takenBackAt: iso(undoneAt),
    })),
    messages: messages.map((message) => ({
      decision: message.decisionId,
      about: message.kind,
      outcome: message.decision.action,
      comment: message.decision.commentId ?? '',
      clauses: message.decision.clauses.join(' '),
      explanation: wordsOf(message),
      toldAt: iso(message.createdAt),
      readAt: iso(message.readAt),
    })),
  }
}

/** Of whoever decided: to the author or to whoever appealed, and to nobody who only reported. */
function wordsOf({ kind, explanation, statement }: Message): string {
  if (kind === 'appeal') return explanation
  return kind === 'report' ? '' : (statement?.explanation ?? '')
}
