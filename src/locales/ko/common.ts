import type { Catalogue } from '../index.ts'

/** 모든 화면에 쓰이는 말. */
export const koCommon: Catalogue['common'] = {
  brand: 'Brevier',
  policy: '댓글 운영 기준',
  sandboxBanner: '데모: X와 Facebook은 이 컴퓨터 안의 연습용 서비스입니다. 밖으로 나가는 것은 없습니다.',
  back: '돌아가기',
  requestId: (id) => `요청 번호 ${id}`,
  language: '언어',
  providers: {
    x: 'X(트위터)',
    facebook: '페이스북',
    paper: '독자 계정',
    kakao: '카카오',
    google: '구글',
    oidc: 'OpenID',
  },
  providersShort: {
    x: 'X',
    facebook: '페이스북',
    paper: '독자 계정',
    kakao: '카카오',
    google: '구글',
    oidc: 'OpenID',
  },
  // 뒤에 늘 ‘계정’이나 ‘로그인’이 붙으므로 신문 이름만 씁니다.
  paperAccount: (paper) => paper,
  providerOff: (provider, others) =>
    `지금은 ${provider} 로그인을 이용할 수 없습니다. ${others} 계정으로 로그인해 주세요. 독자님의 잘못이 아닙니다.`,
  providerOffAlone: (provider) =>
    `지금은 ${provider} 로그인을 이용할 수 없습니다. 독자님의 잘못이 아닙니다. 나중에 다시 와 주세요.`,
  checks: {
    'word-list': '욕설',
    'word-rules': '신문사 금칙어',
    links: '링크',
    'personal-number': '개인 정보',
    'near-duplicate': '유사 반복',
    'outside-check': '신문사 외부 검사',
  },
  checkVersion: (check, version) => `${check} (버전\u00a0${version})`,
  signOut: '로그아웃',
  retryInSeconds: (seconds) => `${seconds}초 뒤에 다시 시도해 주세요.`,
  retryInMinutes: (minutes) => `${minutes}분 뒤에 다시 시도해 주세요.`,
  retryInHours: (hours) => `${hours}시간 뒤에 다시 시도해 주세요.`,
  countOfLimit: (count, limit) => `${limit}자까지 쓸 수 있고, 지금 ${count}자입니다.`,
}
