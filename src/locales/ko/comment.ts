import type { Catalogue } from '../index.ts'

/** 댓글 하나. */
export const koComment: Catalogue['reader']['comment'] = {
  replyTo: (name) => `${name} 님에게 단 답글`,
  yourReply: '내 답글',
  showParent: '원래 댓글 보기',
  reply: '답글',
  desk: '관리 화면에서 보기',
  linked: '링크된 댓글',
  states: {
    pending: '검토 중',
    published: '게시됨',
    rejected: '게시되지 않음',
    blinded: '검토를 위해 가려짐',
    withdrawn: '작성자가 거둠',
    purged: '삭제됨',
  },
  tombstones: {
    pending: '검토 중인 댓글입니다.',
    published: '',
    rejected: '{policy}에 따라 운영자가 삭제한 댓글입니다.',
    blinded: '{policy}에 따라 검토하는 동안 가려 둔 댓글입니다.',
    withdrawn: '작성자가 거둔 댓글입니다.',
    purged: '더 이상 없는 댓글입니다.',
  },
  authorGone: '작성자가 탈퇴한 댓글입니다.',
  onlyYou: '운영자가 확인하기 전까지 본인에게만 보입니다.',
}

/** 게시되지 않은 이유. */
export const koStatement: Catalogue['reader']['statement'] = {
  byModerator: (time) => `${time}에 운영자가 결정했으며, 자동 판정은 없었습니다.`,
  byWordRule: (time) => `단어 규칙으로 발견되어 ${time}에 운영자가 결정했습니다.`,
  byMachine: (time) => `${time}에 자동 규칙이 결정했습니다.`,
  note: '운영자의 설명:',
  copy: '쓰신 글은 복사할 수 있게 그대로 두었습니다.',
  policy: (version) => `운영 기준 읽기 (제${version}판)`,
  missing: '지금은 이유를 보여 드릴 수 없습니다. 페이지를 새로 고쳐 주세요.',
}

/** 볼 수 없는 댓글의 링크. */
export const koPermalink: Catalogue['reader']['permalink'] = {
  missing: '볼 수 없는 댓글입니다.',
  missingWhy: '검토 중이거나, 작성자가 거두었거나, 삭제된 댓글일 수 있습니다.',
  whole: '댓글 모두 보기',
}
