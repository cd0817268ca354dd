import type { Catalogue } from '../index.ts'

/** 데모 기사. */
export const koDemo: Catalogue['reader']['demo'] = {
  home: '홈',
  breadcrumb: '섹션',
  share: '공유',
  onX: 'X에 공유',
  onFacebook: '페이스북에 공유',
  system: '공유하기',
  copyLink: '링크 복사',
  copied: '링크를 복사했습니다',
  notCopied: '링크를 복사하지 못했습니다. 주소창에서 복사해 주세요.',
  print: '인쇄',
  comments: (count) => `댓글 ${count}개`,
  published: '입력',
  updated: '수정',
  by: (name) => `${name} 기자`,
  readComments: '이 기사의 댓글 읽기',
}

/** 첫 화면. */
export const koHome: Catalogue['reader']['home'] = {
  title: 'Brevier가 실행 중입니다',
  about: '신문사를 위한 댓글과 공유 카드 서비스입니다. 짧게 쓰고, 공개된 기준에 따라 운영합니다.',
  links: {
    demo: { title: '데모 기사', text: '기사 아래에 댓글이 붙은 신문 페이지입니다.' },
    discussion: {
      title: '댓글 페이지',
      text: '같은 댓글을 독립된 페이지로 봅니다. 자바스크립트 없이도 됩니다.',
    },
    policy: { title: '댓글 운영 기준', text: '무엇을 쓸 수 있고 어떻게 결정하는지 적혀 있습니다.' },
    console: { title: '관리 화면', text: '담당자가 댓글을 읽고 결정하는 곳입니다.' },
    transparency: { title: '투명성 보고서', text: '반기별 결정 수치와 기록의 마지막 해시입니다.' },
    privacy: {
      title: '개인정보 안내',
      text: '독자에 관해 무엇을 얼마 동안 보관하고 어떻게 삭제하는지 적혀 있습니다.',
    },
    me: { title: '내 댓글', text: '내가 쓴 댓글과 처리 결과입니다.' },
    reference: {
      title: 'HTTP 인터페이스',
      text: '프로그램이 요청할 수 있는 주소를 하나씩 설명합니다(영어).',
    },
    health: { title: '상태 확인', text: '서비스가 살아 있으면 “ok”라고 답합니다.' },
  },
}
