import type { Article } from '../../src/features/articles/model.ts'
import type { Comment } from '../../src/features/comments/model.ts'
import { DEFAULT_RATES, type Site } from '../../src/features/sites/model.ts'

export const PUBLISHED = Date.UTC(2022, 11, 28, 0, 12)
export const NOW = Date.UTC(2026, 10, 23, 12)

export const site: Site = {
  id: 'site',
  key: 'ledger',
  title: { en: 'The Morning Ledger', ko: '모닝레저' },
  origins: ['https://ledger.example'],
  language: 'en',
  timeZone: 'Asia/Seoul',
  accent: '#15539a',
  logo: null,
  fediverseCreator: null,
  mode: 'premoderate-everyone',
  newcomerThreshold: 3,
  rates: DEFAULT_RATES,
  signOn: null,
  paused: false,
  closeAfterDays: null,
  holdReports: null,
  outsideCheck: null,
  imageOrigins: [],
  revision: 1,
  createdAt: 0,
}

export const article: Article = {
  id: 'article',
  siteId: 'site',
  key: 'day-two',
  url: 'https://ledger.example/day-two',
  headline: 'Leader sets new defence goals',
  description: 'State media name no weapons.',
  section: ['National', 'North Korea'],
  authors: [{ name: 'Seo Yuna', email: 'seo@ledger.example' }],
  image: {
    url: 'https://ledger.example/river.jpg',
    alt: 'A river at dusk',
    caption: '',
    credit: '',
    photo: 'a'.repeat(64),
  },
  publishedAt: PUBLISHED,
  modifiedAt: PUBLISHED + 3_600_000,
  language: 'en',
  discussion: 'open',
  premoderated: false,
  closeAfterDays: null,
  pinnedCommentId: null,
  tags: [],
  source: 'push',
  revision: 1,
  commentCount: 38,
  createdAt: PUBLISHED,
}

export const comment: Comment = {
  id: 'comment',
  siteId: 'site',
  articleId: 'article',
  parentId: null,
  accountId: 'account',
  authorName: 'Maya Okafor',
  body: 'Is there a full text of the report?',
  state: 'published',
  version: 1,
  policyVersion: 1,
  createdAt: NOW - 60_000,
  publishedAt: NOW,
}

export const urls = {
  pageUrl: 'https://comments.ledger.example/a/article',
  cardUrl: 'https://comments.ledger.example/cards/a/article/0123456789.jpg',
  publicUrl: 'https://comments.ledger.example',
}

export const commentUrls = {
  pageUrl: 'https://comments.ledger.example/a/article/c/comment',
  articlePageUrl: urls.pageUrl,
  cardUrl: 'https://comments.ledger.example/cards/c/comment/0123456789.png',
  publicUrl: urls.publicUrl,
}
