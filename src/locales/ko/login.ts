import type { Catalogue } from '../index.ts'

/** 로그인과 실패 안내. */
export const koLogin: Catalogue['reader']['login'] = {
  startTitle: (provider) => `${provider} 로그인으로 이동`,
  starting: (provider) => `${provider} 로그인으로 이동하는 중입니다…`,
  noOpener: '이 창은 닫으셔도 됩니다. 로그인은 원래 페이지에서 이어집니다.',
  noScript: '이 창은 자바스크립트가 필요합니다. 창을 닫고 원래 페이지에서 다시 로그인해 주세요.',
  leaving: (provider) => `${provider} 화면으로 계속`,
  leavingWhy: (provider) => `로그인을 위해 ${provider} 화면으로 이동합니다.`,
  nameTitle: '이름 정하기',
  nameWhy: (paper) => `${paper}의 댓글에 표시될 이름입니다. 계정의 다른 정보는 보이지 않습니다.`,
  nameLabel: '이름',
  nameHint: (min, max) => `${min}~${max}자`,
  nameSubmit: '이 이름 쓰기',
  doneTitle: '로그인했습니다',
  done: '이 창을 닫고 글을 계속 쓰시면 됩니다.',
  chooseTitle: (paper) => `${paper} 로그인`,
  chooseWhy: '로그인하면 내가 쓴 댓글과 처리 결과, 보관 중인 내 정보를 볼 수 있습니다.',
  againWhy: '로그인하시면 보시던 댓글로 돌아갑니다.',
  appealWhy:
    '이의를 제기하려면 여기에서 한 번 더 로그인해 주세요. 로그인하시면 이의 제기 화면으로 바로 이어집니다. 기사 안에서 한 로그인은 이 페이지까지 이어지지 않습니다.',
  consentTitle: (provider) => `${provider} 로그인을 추가할까요?`,
  consentWhat: (provider, paper, name) =>
    `${provider} 로그인으로도 ${paper}의 같은 계정(${name})에 들어올 수 있게 됩니다.`,
  consentMeans: (paper) =>
    `${paper}에서 두 로그인이 같은 사람의 것임을 알게 됩니다. 다른 사람에게는 알리지 않으며, 언제든지 하나를 해제할 수 있습니다.`,
  consentYes: (provider) => `${provider} 추가`,
  consentNo: '추가하지 않기',
  vouchedTitle: '거의 다 되었습니다',
  vouched: (paper) => `${paper}에서 본인 확인을 마쳤습니다. 원래 화면으로 돌아가는 중입니다.`,
  vouchedOn: '계속하기',
  failedTitle: '로그인하지 못했습니다',
  textKept: '쓰던 글은 그대로 있습니다.',
  failures: {
    denied: (provider) =>
      `${provider} 로그인이 취소되었습니다. 전달된 정보는 없습니다. 직접 취소하지 않으셨다면 다른 방법으로 로그인해 주세요.`,
    expired: (provider) =>
      `${provider} 로그인 시간이 지났거나 이미 사용한 로그인입니다. 처음부터 다시 해 주세요.`,
    config: (provider) =>
      `지금은 이 신문에 ${provider} 계정으로 로그인할 수 없고, 다시 시도해도 되지 않습니다. 다른 방법으로 로그인해 주세요.`,
    'out-of-credit': (provider) =>
      `이 신문의 ${provider} 로그인이 잠시 중단되었습니다. 독자님의 잘못이 아닙니다. 다른 방법으로 로그인하거나 며칠 뒤에 다시 와 주세요.`,
    capped: (provider) =>
      `이 신문에 허용된 ${provider} 로그인 횟수를 모두 썼습니다. 다른 방법으로 로그인하거나 며칠 뒤에 다시 와 주세요.`,
    throttled: (provider) =>
      `지금 ${provider} 계정으로 로그인하는 분이 너무 많습니다. 다른 방법으로 로그인하거나 잠시 뒤에 다시 시도해 주세요.`,
    outage: (provider) =>
      `${provider} 서비스에 문제가 생겨 로그인을 마치지 못했습니다. 몇 분 뒤에 다시 시도하거나 다른 방법으로 로그인해 주세요.`,
    malformed: (provider) =>
      `${provider}에서 온 응답을 읽을 수 없습니다. 처음부터 다시 해 주세요. 또 그러면 다른 방법으로 로그인해 주세요.`,
    taken: () => '이 로그인은 이미 다른 독자 계정에 연결되어 있어 추가할 수 없습니다.',
    'not-staff': () => '담당자로 등록되지 않은 계정입니다. 신문사의 관리자에게 초대를 요청해 주세요.',
  },
  backToDiscussion: '댓글로 돌아가기',
  backToArticle: '기사로 돌아가기',
  returning: '보시던 기사로 돌아갑니다.',
  backToWriting: '이 창을 닫고 쓰던 글로 돌아가시면 됩니다.',
}
