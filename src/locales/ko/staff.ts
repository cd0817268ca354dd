import type { Catalogue } from '../index.ts'

/** 담당자 로그인. */
export const koStaffLogin: Catalogue['console']['staffLogin'] = {
  title: '관리 화면 로그인',
  text: (paper) =>
    `${paper} 댓글 담당자를 위한 로그인입니다. 먼저 아래 계정으로 본인을 확인하고, 이어서 휴대전화의 코드를 입력합니다.`,
  none: '설정된 로그인 방법이 없습니다.',
  invited: '처음이신가요? 신문사의 관리자가 초대 링크를 보내 드립니다.',
  demo: '데모에서는 시작할 때 표시된 링크로 관리 화면을 엽니다.',
  which: '어느 신문인가요?',
  factorTitle: '인증 코드',
  factorText: (name) => `${name} 님, 인증 앱에 지금 표시된 숫자 여섯 자리를 입력해 주세요.`,
  code: '코드',
  codeHelp: '복구 코드를 입력하셔도 됩니다. 복구 코드는 하나씩 한 번만 쓸 수 있습니다.',
  submit: '로그인',
  again: '처음부터 다시',
  leaving: (provider) => `${provider} 화면으로 이동`,
  leavingText: (provider) => `${provider}에서 본인을 확인한 뒤 여기로 돌아옵니다.`,
}

/** 담당자 초대. */
export const koEnrol: Catalogue['console']['enrol'] = {
  title: (paper) => `${paper} 댓글 담당자로 참여하기`,
  text: (role) =>
    `‘${role}’ 역할로 초대받으셨습니다. 먼저 본인을 확인해 주세요. 마지막 단계를 마치기 전에는 아무것도 바뀌지 않습니다.`,
  until: '유효 기한',
  expiredTitle: '이 링크로는 들어갈 수 없습니다',
  expiredText:
    '초대는 정해진 기간 안에, 처음 연 브라우저에서 한 번만 쓸 수 있습니다. 보내 주신 분께 새 링크를 요청해 주세요.',
  signIn: '관리 화면 로그인',
  setUpTitle: '2단계 인증 설정',
  known: (name) => `${name} 님, 댓글에서 쓰는 이름 그대로 참여합니다.`,
  name: '담당자로 쓸 이름',
  nameHelp: '결정 옆에 표시되어 동료들이 볼 수 있습니다.',
  scan: '휴대전화의 인증 앱으로 찍어 주세요',
  qr: '인증 앱용 QR 코드',
  type: '또는 이 키를 앱에 입력해 주세요',
  code: '앱에 표시된 숫자 여섯 자리를 입력해 주세요',
  submit: '설정 마치기',
  codesTitle: '복구 코드',
  codesText:
    '휴대전화가 없을 때 하나로 한 번씩 로그인할 수 있습니다. 다시 표시되지 않으니 지금 적어 두거나 인쇄해 주세요.',
  go: '관리 화면으로 가기',
}

/** 담당자 목록. */
export const koDesk: Catalogue['console']['desk'] = {
  title: '담당자',
  count: (count) => `${count}명`,
  you: '나',
  since: '시작',
  factor: '2단계 인증',
  factorYes: '설정됨',
  factorNo: '없음(로그인할 수 없음)',
  lastSeen: '마지막 접속',
  never: '아직 없음',
  manage: '변경',
  role: '역할',
  save: '저장',
  remove: '담당자에서 제외',
  removeText: '다시 독자가 되며, 모든 곳에서 바로 로그아웃됩니다.',
  reset: '2단계 인증 초기화',
  resetText: '휴대전화를 잃어버렸을 때 씁니다. 모두 로그아웃되고, 새 링크로 다시 설정합니다.',
  end: '모두 로그아웃',
  endText: '모든 곳에서 로그아웃됩니다. 다시 로그인할 수 있습니다.',
  inviteTitle: '초대하기',
  inviteText: '링크는 48시간 동안 한 번만 쓸 수 있습니다. 받을 사람만 볼 수 있는 방법으로 전해 주세요.',
  invite: '링크 만들기',
  linkTitle: (role) => `초대 링크: ${role}`,
  linkText: '지금 한 번만 표시됩니다. 먼저 연 사람이 참여하게 됩니다.',
  link: '링크',
  openTitle: '아직 쓰지 않은 초대',
  openNone: '없습니다.',
  by: (name) => `초대한 사람: ${name}`,
  byOperator: '초대한 사람: 운영자',
  opened: '브라우저에서 열림',
  until: '기한',
  withdraw: '취소',
  done: {
    role: '역할을 바꿨습니다. 그 사람은 모든 곳에서 로그아웃되었습니다.',
    removed: '담당자에서 제외했습니다.',
    sessions: '모든 곳에서 로그아웃했습니다.',
    withdrawn: '초대를 취소했습니다.',
    closed: '이미 취소했거나 사용했거나 기한이 지난 초대입니다.',
  },
}

/** 내 설정. */
export const koOwn: Catalogue['console']['own'] = {
  title: '설정',
  sessions: '로그인한 곳',
  thisBrowser: '지금 이 브라우저',
  unknownAgent: '알 수 없는 브라우저',
  began: '로그인',
  seen: '마지막 사용',
  end: '로그아웃',
  endOthers: '다른 곳에서 모두 로그아웃',
  recovery: '복구 코드',
  left: (count) => (count === 0 ? '남은 코드가 없습니다.' : `${count}개 남았습니다.`),
  noFactor: '2단계 인증이 없습니다. 링크로 들어온 화면입니다.',
  renewText: '새로 만들면 이전 코드는 쓸 수 없습니다. 인증 앱의 새 코드를 입력해 주세요.',
  renew: '새 코드 10개 만들기',
  language: '언어',
  done: {
    ended: '로그아웃했습니다.',
    others: '다른 곳에서 모두 로그아웃했습니다.',
    language: '언어를 바꿨습니다.',
  },
}

/** 로그인 방법의 비용. */
export const koProviderReport: Catalogue['console']['providerReport'] = {
  title: '로그인 방법',
  none: '아직 표시할 내용이 없습니다.',
  columns: { provider: '서비스', state: '상태', now: '이번 달', before: '지난달', cost: '예상 비용' },
  available: '사용 가능',
  'out-of-credit': '크레딧 소진',
  capped: '한도 도달',
  since: '시작',
  estimate:
    '비용은 예상 금액입니다. X가 공개한 프로필 1회 조회 가격 $0.010에 이번 달 로그인 수를 곱했습니다. 실제 청구액은 X 개발자 콘솔에서 확인해 주세요.',
}
