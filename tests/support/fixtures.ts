import type { Account, IdentityKey } from '../../src/features/accounts/model.ts'
import type { Article } from '../../src/features/articles/model.ts'
import type { Comment } from '../../src/features/comments/model.ts'
import type { Submission } from '../../src/features/comments/store.ts'
import type { NewDecision, Report } from '../../src/features/moderation/model.ts'
import type { DecisionWrite } from '../../src/features/moderation/store.ts'
import type { PolicyVersion } from '../../src/features/policy/model.ts'
import { DEFAULT_RATES, type Site } from '../../src/features/sites/model.ts'
import { SECOND } from '../../src/kernel/clock.ts'
import { uuidv7 } from '../../src/kernel/ids.ts'

/** When the tests' world begins. */
export const T0 = Date.UTC(2026, 0, 5, 9)

let made = 0

/** Increasing ids, so that what is made later sorts later. */
export function nextId(): string {
  made += 1
  return uuidv7(T0 + made)
}

export function aSite(change: Partial<Site> = {}): Site {
  const id = nextId()
  return {
    id,
    key: `paper-${id.slice(-12)}`,
    title: { en: 'The Paper', ko: '신문' },
    origins: ['https://www.paper.example'],
    language: 'en',
    timeZone: 'Asia/Seoul',
    accent: '#15539a',
    logo: null,
    mode: 'premoderate-everyone',
    newcomerThreshold: 3,
    rates: DEFAULT_RATES,
    signOn: null,
    paused: false,
    closeAfterDays: null,
    holdReports: null,
    outsideCheck: null,
    imageOrigins: [],
    fediverseCreator: null,
    revision: 1,
    createdAt: T0,
    ...change,
  }
}

export function anAccount(siteId: string, change: Partial<Account> = {}): Account {
  return {
    id: nextId(),
    siteId,
    displayName: 'Ada',
    role: 'reader',
    language: 'en',
    createdAt: T0,
    submissions: 0,
    approved: 0,
    rejected: 0,
    nameChangedAt: null,
    erasureAt: null,
    erasedAt: null,
    ...change,
  }
}

export function anIdentity(change: Partial<IdentityKey> = {}): IdentityKey {
  return { provider: 'sandbox:x', appId: 'app', subject: nextId(), ...change }
}

export function anArticle(siteId: string, change: Partial<Article> = {}): Article {
  const id = nextId()
  return {
    id,
    siteId,
    key: `article-${id.slice(-12)}`,
    url: `https://www.paper.example/${id}`,
    headline: 'Harbour to be dredged',
    description: 'What the council decided.',
    section: ['City'],
    authors: [{ name: 'Seo Yuna', email: null }],
    image: null,
    publishedAt: T0,
    modifiedAt: null,
    language: 'en',
    discussion: 'open',
    premoderated: false,
    revision: 1,
    commentCount: 0,
    createdAt: T0,
    closeAfterDays: null,
    pinnedCommentId: null,
    tags: [],
    source: 'push',
    ...change,
  }
}

export function aPolicy(siteId: string, change: Partial<PolicyVersion> = {}): PolicyVersion {
  const localized = (text: string) => ({ en: text, ko: text })
  return {
    siteId,
    version: 1,
    title: localized('Standards'),
    introduction: localized('What may be written here.'),
    clauses: [
      {
        id: 'SB-01',
        title: localized('Personal attack'),
        text: localized('No attacks on people.'),
        severity: 2,
        dsaCategory: 'STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH',
      },
      {
        id: 'SB-03',
        title: localized('Threat'),
        text: localized('No threats.'),
        severity: 4,
        dsaCategory: 'STATEMENT_CATEGORY_VIOLENCE',
      },
    ],
    process: [{ id: 'P1', title: localized('Who decides'), text: localized('The desk.') }],
    publishedAt: T0,
    notice: null,
    ...change,
  }
}

export function aComment(of: { article: Article; account: Account }, change: Partial<Comment> = {}): Comment {
  const state = change.state ?? 'published'
  const createdAt = change.createdAt ?? T0
  return {
    id: nextId(),
    siteId: of.article.siteId,
    articleId: of.article.id,
    parentId: null,
    accountId: of.account.id,
    authorName: of.account.displayName,
    body: 'Well said.',
    state,
    version: 1,
    policyVersion: 1,
    createdAt,
    publishedAt: state === 'published' ? createdAt : null,
    ...change,
  }
}

/** A submission of the comment; a pending one opens a case. */
export function aSubmission(
  comment: Comment,
  seenSubmissions: number,
  change: Partial<Submission> = {},
): Submission {
  return {
    comment,
    screening: {
      commentId: comment.id,
      at: comment.createdAt,
      results: [{ check: 'words', version: 1, outcome: 'pass', evidence: '' }],
    },
    newCase:
      comment.state === 'pending'
        ? { id: nextId(), kind: 'premoderation', risk: 0, factors: [], openedAt: comment.createdAt }
        : null,
    seenSubmissions,
    idempotency: null,
    outbox: [],
    ...change,
  }
}

export function aReport(comment: Comment, reporter: Account, change: Partial<Report> = {}): Report {
  return {
    id: nextId(),
    siteId: comment.siteId,
    commentId: comment.id,
    reporterId: reporter.id,
    clause: 'SB-01',
    note: '',
    createdAt: T0,
    outcome: 'open',
    decisionId: null,
    ...change,
  }
}

/** The moderator's decision one second after the start, under the lease token `token`. */
export function aDecision(
  { moderator }: { moderator: Account },
  comment: Comment,
  { caseId, action }: { caseId: string; action: NewDecision['action'] },
): DecisionWrite {
  const to = action === 'approve' ? 'published' : action === 'reject' ? 'rejected' : comment.state
  const decision: NewDecision = {
    id: nextId(),
    siteId: comment.siteId,
    at: T0 + SECOND,
    actorType: 'staff',
    actorId: moderator.id,
    role: moderator.role,
    commentId: comment.id,
    commentVersion: comment.version,
    bodyHmac: 'b'.repeat(64),
    action,
    from: comment.state,
    to,
    policyVersion: comment.policyVersion,
    clauses: action === 'reject' ? ['SB-01'] : [],
    ground: action === 'reject' ? 'terms' : 'none',
    source: 'own',
    sourceIds: [],
    automatedDetection: false,
    automatedDecision: 'none',
    detectors: ['words@1'],
    lawReference: null,
    accountId: null,
    startsAt: null,
    endsAt: null,
    reverses: null,
    followsFrom: null,
    batchId: null,
    onePersonDesk: false,
    caseId,
    explanationHmac: null,
    msOnScreen: 1_200,
  }
  return {
    decision,
    text: { decisionId: decision.id, salt: 's'.repeat(64), explanation: 'Because of the clause.' },
    strikePoints: null,
    reversed: null,
    restriction: null,
    appeal: null,
    notice: null,
    newReview: null,
    nextId,
    lease: { holderId: moderator.id, token: 'token' },
    reports: action === 'reject' ? 'upheld' : 'dismissed',
    outbox: [],
  }
}
