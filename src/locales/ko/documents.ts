import type { Catalogue } from '../index.ts'

/** 신문 페이지에 넣는 댓글 목록과 피드에서 독자가 보는 말. */
export const koDocuments: Catalogue['reader']['documents'] = {
  write: '댓글 쓰기',
  whole: (count) => `댓글 모두 보기 (${count})`,
  feedTitle: (headline) => `‘${headline}’ 댓글`,
  commentBy: (name) => `${name} 님의 댓글`,
  replyBy: (name) => `${name} 님의 답글`,
}
