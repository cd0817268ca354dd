import { type Check, PASS } from './check.ts'

/** The desk marked this article: every comment under it is read first. */
export const articlePremoderated: Check = {
  name: 'article-premoderated',
  version: 1,
  run: ({ article }) =>
    article.premoderated ? { outcome: 'hold', reason: 'article-premoderated', evidence: '' } : PASS,
}
