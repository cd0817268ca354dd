import type { enConsole } from '../en/console.ts'
import type { Widened } from '../index.ts'

/** 관리 화면의 틀, 입구, 기록. */
export const koConsole: Widened<typeof enConsole> = {
  nav: '관리 화면',
  queue: '대기열',
  signOut: '로그아웃',
  role: { moderator: '댓글 담당', senior: '선임 담당', admin: '관리자' },
  oldest: (age) => `최장 대기 ${age}`,
  median: (time) => `처리 중앙값 ${time}`,
  keys: '단축키',
  skipToContent: '본문으로 건너뛰기',
  close: '닫기',

  help: '단축키',
  helpKeys: {
    move: '다음 댓글, 이전 댓글',
    approve: '승인 또는 유지',
    reject: '해당 조항으로 반려',
    other: '다른 조항을 고르거나 설명 쓰기',
    skip: '건너뛰고 다음 댓글로',
    article: '기사 열기',
    parent: '답글이 달린 원래 댓글 열기',
    help: '단축키 보기',
  },
  helpNote:
    '글을 쓰거나 창이 열려 있는 동안에는 작동하지 않으며, 한글 입력 상태에서도 그대로 쓸 수 있습니다.',
  keysOff: '이 브라우저에서 한 글자 단축키 끄기',

  enterTitle: '관리 화면에 들어가기',
  enterText: '링크에는 한 번만 쓸 수 있는 코드가 들어 있으며, 이 브라우저에서만 관리 화면이 열립니다.',
  enterLabel: '링크의 코드',
  enterHelp: '링크에서 # 뒤에 있는 부분 전체입니다.',
  enterButton: '들어가기',
  enterFailedTitle: '이미 사용했거나 기한이 지난 링크입니다',
  enterFailedText:
    '관리 화면 링크는 짧은 시간 동안 한 번만 쓸 수 있습니다. 데모를 멈추고 다시 시작하면 새 링크가 나옵니다.',
  enterAgain: '다른 코드 입력하기',

  logNone: '아직 결정이 없습니다.',
  logHolds: (count, seq) => `${seq}번까지 최근 ${count}건의 기록이 빠짐없이 이어집니다.`,
  logBroken: (seq) => `${seq}번에서 기록이 어긋납니다.`,
  logBrokenText: '서비스 밖에서 기록이 바뀌었거나 지워졌거나 더해졌습니다. 그 앞의 기록은 온전합니다.',
  logHead: '마지막 해시',
  logColumns: {
    seq: '번호',
    at: '시각',
    who: '결정한 사람',
    action: '결정',
    clauses: '조항',
    hash: '해시',
  },
  system: '시스템',

  refused: {
    title: '권한이 없는 페이지입니다',
    opened: {
      'not-allowed':
        '다른 역할의 담당자만 볼 수 있는 페이지입니다. 필요하면 관리자에게 역할 변경을 요청해 주세요.',
      'not-found': '이 주소에는 아무것도 없습니다. 링크가 잘렸거나 그 사이에 대상이 삭제되었습니다.',
    },
    pressed: {
      'not-allowed':
        '지금 역할로는 할 수 없어 아무것도 바뀌지 않았습니다. 선임 담당이나 관리자에게 요청해 주세요.',
      'not-found': '대상이 이미 없어져 아무것도 바뀌지 않았습니다.',
    },
  },
}
