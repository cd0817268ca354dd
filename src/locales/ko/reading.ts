import type { Catalogue } from '../index.ts'

/** 댓글 목록에 함께 표시되는 문구. */
export const koReading: Catalogue['reader']['reading'] = {
  replied: '답글 많은 순',
  nobody: '등록된 댓글이 없습니다.',
  newOne: '새 댓글 1개',
  newMany: (count) => `새 댓글 ${count}개`,
  newFailed: '불러오지 못했습니다. 다시 시도',
  shown: (count) => `댓글 ${count}개를 추가로 표시했습니다.`,
  failed: '댓글을 불러오지 못했습니다. 지금 보이는 댓글은 그대로 있으니 다시 시도해 주세요.',
  offline: '인터넷에 연결되어 있지 않습니다. 연결되면 다시 시도해 주세요.',
  moreReplies: (count) => `답글 ${count}개 더 보기`,
  allReplies: (count) => `답글 ${count}개 모두 보기`,
  copy: '내 글 복사',
  copied: '복사했습니다',
}
