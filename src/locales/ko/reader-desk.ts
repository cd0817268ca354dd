import type { Catalogue } from '../index.ts'

/** 신문사의 설정에 관해 독자에게 알리는 말. */
export const koReaderDesk: Catalogue['reader']['desk'] = {
  paused: '지금은 댓글 작성이 잠시 중단되었습니다. 작성된 댓글은 읽을 수 있으니 나중에 다시 찾아 주세요.',
  pinned: '편집국이 고정한 댓글',
  policyNews: (date) => `댓글 운영 기준이 바뀌었습니다(${date}).`,
  whatChanged: '변경된 내용 보기',
  whatChanges: '이번 개정에서 달라지는 점',
  versions: '전체 개정 이력',
  compareWith: (version) => `제${version}판과 달라진 점 보기`,
  comparedWith: (version) => `제${version}판과 달라진 점`,
  changes: {
    none: '달라진 내용이 없습니다.',
    head: '제목과 머리말',
    added: '추가',
    removed: '삭제',
    changed: '변경',
    category: '분류(EU DSA)',
  },
}
