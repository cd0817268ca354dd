import type { Catalogue } from '../index.ts'

/** 내 페이지. */
export const koMe: Catalogue['reader']['me'] = {
  title: '내 댓글',
  signedInAs: (name) => `${name} 님으로 로그인 중`,
  empty: '아직 쓴 댓글이 없습니다.',
  open: '댓글 위치로 가기',
  more: '이전 댓글',
  pages: '내 페이지',
  accountTitle: '내 계정',
  logInAgain: '다시 로그인',
  nameTitle: '이름',
  nameHint: '지금까지 쓴 댓글을 포함해 모든 댓글에 표시됩니다. 하루에 한 번 바꿀 수 있습니다.',
  loginsTitle: '로그인 방법',
  loginsHint: '아래 방법 모두 이 계정으로 들어옵니다.',
  since: '연결한 날',
  remove: '해제',
  addHint: '하나를 쓸 수 없게 될 때를 대비해 다른 방법을 추가해 두세요.',
  addAfterLogin: '다른 로그인 방법을 추가하려면',
  sessionsTitle: '로그인된 기기',
  unknownDevice: '알 수 없는 기기',
  thisDevice: '현재 기기',
  lastSeen: '마지막 접속',
  end: '이 기기 로그아웃',
  endOthers: '다른 모든 기기에서 로그아웃',
  languageTitle: '언어',
  languageHint: '처리 사유 안내와 내 페이지가 이 언어로 표시됩니다.',
  dataTitle: '내 정보',
  dataHint:
    '보관 중인 모든 정보를 내려받습니다. 댓글과 처리 상태 및 사유, 신고, 이의 제기, 알림, 이용 제한, 로그인, 기기 정보가 JSON과 표(CSV)로 zip 파일 하나에 담깁니다.',
  download: '내 정보 내려받기',
  erase: '계정 삭제…',
  erasurePending: '계정이 삭제되는 시각:',
  keepAccount: '계정 유지하기',
  goBack: '돌아가기',
  eraseTitle: (paper) => `${paper} 계정을 삭제할까요?`,
  eraseWhat:
    '이름, 로그인 연결, 기기 정보, 그리고 내가 쓴 모든 댓글과 신고의 내용이 삭제됩니다. 다른 독자의 답글은 남고, 답글이 달린 내 댓글 자리에는 작성자가 탈퇴했다는 안내가 표시됩니다.',
  eraseKept:
    '이름과 내용이 없는 기록(예: 어떤 조항으로 댓글이 삭제되었다는 사실)만 남습니다. 공개 기록을 검증할 수 있게 하기 위해서입니다.',
  eraseWait:
    '24시간 뒤에 삭제됩니다. 그 전에는 로그인해서 취소할 수 있습니다. 다른 모든 기기에서는 바로 로그아웃됩니다.',
  eraseYes: '24시간 뒤 계정 삭제',
  unlinkTitle: (provider) => `${provider} 로그인을 해제할까요?`,
  unlinkWhat: (provider) =>
    `더 이상 ${provider} 계정으로 로그인할 수 없고, 이 방법으로 로그인한 기기는 로그아웃됩니다. 댓글은 그대로 남습니다.`,
  unlinkYes: (provider) => `${provider} 해제`,
}
