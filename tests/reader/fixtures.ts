import type { Account } from '../../src/features/accounts/model.ts'
import type { Comment } from '../../src/features/comments/model.ts'
import type { Statement } from '../../src/features/moderation/statement-model.ts'
import type { DiscussionProps } from '../../src/reader/discussion.tsx'
import type { OwnComment } from '../../src/ui/comment.tsx'
import { aComment, anAccount, anArticle, aSite, T0 } from '../support/fixtures.ts'

/** A discussion with two comments and a reply, every text of which can be given. */
export function aDiscussion(text: string, change: Partial<DiscussionProps> = {}): DiscussionProps {
  const site = aSite({ id: 'site', title: { en: text, ko: text } })
  const article = anArticle(site.id, { id: 'article', headline: text, section: [text], commentCount: 3 })
  const account = anAccount(site.id, { id: 'account', displayName: text })
  const top = aCommentOf(account, 'top', text)
  return {
    language: 'en',
    site,
    article,
    mode: 'page',
    items: [
      { comment: top, replyCount: 1, replies: [aCommentOf(account, 'reply', text, { parentId: 'top' })] },
      { comment: aCommentOf(account, 'second', text), replyCount: 0, replies: [] },
    ],
    pinnedId: null,
    policyNews: null,
    nextHref: '/a/article?cursor=x',
    sort: 'newest',
    sortHrefs: { newest: '/a/article', oldest: '/a/article?sort=oldest', replied: '/a/article?sort=replied' },
    count: 3,
    viewer: null,
    providers: [
      { name: 'x', label: null, unavailable: null },
      { name: 'facebook', label: null, unavailable: null },
    ],
    mine: [],
    composer: { draft: text, parent: null, key: '', problem: null },
    highlight: null,
    linked: null,
    newestAt: 0,
    isFirstPage: true,
    policyHref: '/policy?site=paper',
    acts: {
      viewerId: null,
      href: (act, commentId) => `/${change.mode === 'frame' ? 'frame' : 'a/article'}?${act}=${commentId}`,
      closeHref: '/a/article',
      open: null,
      clauses: [],
      place: { from: 'page' },
    },
    unread: 0,
    withdrawn: false,
    ...change,
  }
}

export function aCommentOf(
  account: Account,
  id: string,
  body: string,
  change: Partial<Comment> = {},
): Comment {
  const article = anArticle(account.siteId, { id: 'article' })
  return aComment({ article, account }, { id, body, ...change })
}

export function aStatement(text: string, change: Partial<Statement> = {}): Statement {
  return {
    decisionId: 'decision',
    commentId: 'refused',
    at: T0,
    action: 'reject',
    policyVersion: 2,
    clauses: [{ id: 'SB-01', title: text, text }],
    explanation: text,
    source: 'own',
    lawReference: null,
    startsAt: null,
    endsAt: null,
    automatedDetection: false,
    automatedDecision: 'none',
    language: 'en',
    appealUntil: T0,
    appeal: null,
    ...change,
  }
}

export function ownComments(text: string, statement: Statement | null = aStatement(text)): OwnComment[] {
  const account = anAccount('site', { id: 'me', displayName: text })
  return [
    { comment: aCommentOf(account, 'waiting', text, { state: 'pending' }), statement: null },
    { comment: aCommentOf(account, 'refused', text, { state: 'rejected', parentId: 'top' }), statement },
  ]
}
