import type { Catalogue } from '../index.ts'

/** 댓글 목록. */
export const koThread: Catalogue['reader']['thread'] = {
  title: '소셜 댓글',
  helpTitle: '소셜 댓글이란?',
  help: (paper, limit) =>
    `소셜 계정으로 로그인한 독자가 ${limit}자 안에서 쓰는 짧은 댓글이며, 독자가 정한 이름만 보입니다. ${paper}에서는 공개된 운영 기준에 따라 댓글을 관리하고, 게시하지 않을 때는 어느 조항 때문인지 이유를 알려 드립니다.`,
  skip: '댓글 건너뛰기',
  skipTo: '댓글 목록으로',
  end: '댓글 끝',
  sort: '정렬',
  newest: '최신순',
  oldest: '오래된순',
  more: '댓글 더 보기',
  loading: '불러오는 중…',
  empty: '아직 댓글이 없습니다. 첫 댓글을 남겨 주세요.',
  closed: '댓글이 마감되었습니다. 이미 올라온 댓글은 계속 읽을 수 있습니다.',
  off: '이 기사에는 댓글을 쓸 수 없습니다.',
}

/** 댓글 페이지. */
export const koArticle: Catalogue['reader']['article'] = {
  read: '기사 읽기',
}

/** 아직 등록되지 않은 기사의 댓글 자리. */
export const koUnknown: Catalogue['reader']['unknown'] = {
  title: '소셜 댓글',
  soon: '이 기사의 댓글창을 준비하고 있습니다. 잠시 후 볼 수 있습니다.',
  none: '이 기사에는 아직 댓글창이 없습니다.',
  reload: '다시 확인',
}
