import type { QueuePageProps } from '../../src/console/queue.tsx'
import type { Find } from '../../src/features/comments/model.ts'
import type { Decision, Lease, QueueItem } from '../../src/features/moderation/model.ts'
import type { OpenedCase } from '../../src/features/moderation/queueing.ts'
import type { Clause, PolicyVersion } from '../../src/features/policy/model.ts'
import { MINUTE } from '../../src/kernel/clock.ts'

export const NOW = Date.UTC(2026, 1, 3, 9, 30)

export const ME = { accountId: 'staff-1', name: 'Han Jiwoo', role: 'moderator' } as const

const clause = (id: string, severity: Clause['severity'], en: string, ko: string): Clause => ({
  id,
  severity,
  title: { en, ko },
  text: { en: `${en}.`, ko: `${ko}.` },
  dsaCategory: 'STATEMENT_CATEGORY_SCOPE_OF_PLATFORM_SERVICE',
})

export const KEY_CLAUSES = [
  clause('SB-01', 2, 'Personal attack', '인신공격'),
  clause('SB-02', 3, 'Hatred of a group', '집단 혐오'),
  clause('SB-03', 4, 'Threat, incitement', '위협·선동'),
  clause('SB-04', 3, 'Harassment', '괴롭힘'),
  clause('SB-05', 3, 'Private information', '개인 정보 노출'),
  clause('SB-06', 3, 'Unproven accusation', '근거 없는 의혹'),
  clause('SB-07', 1, 'Profanity', '욕설·비속어'),
  clause('SB-09', 1, 'Advertising', '광고'),
  clause('SB-20', 1, 'Off topic', '기사와 무관'),
]

export const OTHER_CLAUSES = [
  clause('SB-08', 4, 'Sexual content, minors', '성적 내용·미성년자'),
  clause('SB-10', 1, 'Flooding, repeats', '도배·반복'),
  clause('SB-11', 2, 'Unsafe links', '위험한 링크'),
  clause('SB-12', 2, 'Impersonation', '사칭'),
]

const POLICY: PolicyVersion = {
  siteId: 'site-1',
  version: 1,
  title: { en: 'Policy', ko: '운영 기준' },
  introduction: { en: 'Rules.', ko: '기준.' },
  clauses: [...KEY_CLAUSES, ...OTHER_CLAUSES],
  process: [],
  notice: null,
  publishedAt: 0,
}

export interface ItemSketch {
  id?: string
  body?: string
  minutes?: number
  author?: Partial<QueueItem['author']>
  factors?: QueueItem['caseFile']['factors']
  evidence?: [outcome: string, seen: string, finds?: readonly Find[]][]
  reports?: [clause: string, note: string][]
  outcomes?: ('published' | 'rejected')[]
  state?: QueueItem['comment']['state']
  parent?: { name: string; body: string } | null
  lease?: Lease | null
  closedAt?: number | null
  accountId?: string
}

/** A waiting comment; only what a test is about has to be said. */
export function item(sketch: ItemSketch = {}): QueueItem {
  const { id = 'case-1', minutes = 18, accountId = 'writer-1' } = sketch
  const at = NOW - minutes * MINUTE
  const author = {
    id: accountId,
    name: '박서준',
    createdAt: at,
    approved: 0,
    rejected: 0,
    strikes: 0,
    restrictions: [],
    provider: 'x',
    ...sketch.author,
  }
  const comment: QueueItem['comment'] = {
    id: `comment-of-${id}`,
    siteId: 'site-1',
    articleId: 'article-1',
    parentId: null,
    accountId,
    authorName: author.name,
    body: sketch.body ?? '또 저 대변인이네. 진짜 ㅂ ㅏ 보 아니면 저런 말 못 하지.',
    state: sketch.state ?? 'pending',
    version: 3,
    policyVersion: 1,
    createdAt: at,
    publishedAt: null,
  }
  const factors = sketch.factors ?? [{ factor: 'premoderation', points: 0 }]
  return {
    caseFile: {
      id,
      siteId: 'site-1',
      kind: sketch.reports ? 'reports' : 'premoderation',
      commentId: comment.id,
      articleId: 'article-1',
      risk: factors.reduce((sum, { points }) => sum + points, 0),
      factors,
      openedAt: at,
      accountId: null,
      appealId: null,
      noticeId: null,
      dueAt: null,
      escalatedAt: null,
      escalatedById: null,
      closedAt: sketch.closedAt ?? null,
      lease: sketch.lease ?? null,
    },
    comment,
    parent: sketch.parent
      ? {
          ...comment,
          id: 'parent-1',
          authorName: sketch.parent.name,
          body: sketch.parent.body,
          state: 'published',
        }
      : null,
    article: {
      id: 'article-1',
      siteId: 'site-1',
      key: 'a',
      url: 'https://paper.example/leader',
      headline: 'Leader sets defence goals on day two of party meeting',
      description: '',
      section: ['National', 'North Korea'],
      authors: [],
      image: null,
      publishedAt: at,
      modifiedAt: null,
      language: 'en',
      discussion: 'open',
      premoderated: false,
      closeAfterDays: null,
      pinnedCommentId: null,
      tags: [],
      source: 'push',
      revision: 1,
      commentCount: 38,
      createdAt: at,
    },
    author,
    outcomes: (sketch.outcomes ?? []).map((state, index) => ({
      commentId: `old-${index}`,
      state,
      at: at - index * MINUTE,
    })),
    reports: (sketch.reports ?? []).map(([reported, note], index) => ({
      id: `report-${index}`,
      siteId: 'site-1',
      commentId: comment.id,
      reporterId: `reader-${index}`,
      clause: reported,
      note,
      createdAt: at,
      outcome: 'open',
      decisionId: null,
    })),
    accuracy: {},
    evidence: (sketch.evidence ?? []).map(([outcome, evidence, finds]) => ({
      check: 'check',
      version: 1,
      outcome,
      evidence,
      ...(finds && { finds }),
    })),
  }
}

export const MY_LEASE: Lease = {
  holderId: ME.accountId,
  holderName: ME.name,
  token: 'lease-token-1',
  expiresAt: NOW + 5 * MINUTE,
}

export function open(opened: QueueItem, rest: Partial<OpenedCase> = {}): OpenedCase {
  return {
    item: opened,
    policy: POLICY,
    lease: MY_LEASE,
    latest: null,
    latestBy: null,
    escalatedBy: null,
    notes: [],
    correctable: false,
    ...rest,
  }
}

/** The queue page with one case opened by its moderator. */
export function page(props: Partial<QueuePageProps> = {}): QueuePageProps {
  const first = item()
  return {
    language: 'en',
    timeZone: 'Asia/Seoul',
    assets: { styles: '/console.css', scripts: ['/console.js'] },
    staff: ME,
    summary: {
      waiting: 42,
      reported: 9,
      newWriters: 14,
      escalated: 0,
      openAppeals: 3,
      openNotices: 1,
      oldestAt: NOW - 18 * MINUTE,
      medianMs: 130_000,
    },
    now: NOW,
    formKey: '0198aaaa-0000-7000-8000-000000000000',
    view: { order: 'risk', filter: 'all' },
    items: [first],
    opened: open(first),
    keyClauses: KEY_CLAUSES,
    otherClauses: OTHER_CLAUSES,
    notice: null,
    problem: null,
    ...props,
  }
}

export function decision(fields: Partial<Decision> = {}): Decision {
  return {
    id: 'decision-1',
    siteId: 'site-1',
    seq: 1,
    at: NOW - 2 * MINUTE,
    actorType: 'staff',
    actorId: 'staff-2',
    role: 'moderator',
    commentId: 'comment-of-case-1',
    commentVersion: 3,
    bodyHmac: '',
    action: 'approve',
    from: 'pending',
    to: 'published',
    policyVersion: 1,
    clauses: [],
    ground: 'none',
    source: 'own',
    sourceIds: [],
    automatedDetection: false,
    automatedDecision: 'none',
    detectors: [],
    chainVersion: 2,
    accountId: null,
    lawReference: null,
    startsAt: null,
    endsAt: null,
    followsFrom: null,
    batchId: null,
    onePersonDesk: false,
    reverses: null,
    caseId: 'case-1',
    explanationHmac: null,
    msOnScreen: null,
    prevHash: '0'.repeat(64),
    hash: 'ab'.repeat(32),
    ...fields,
  }
}
