import type { Catalogue } from '../index.ts'

/** 댓글 쓰기. */
export const koComposer: Catalogue['reader']['composer'] = {
  label: '댓글 입력',
  placeholder: '댓글을 입력해 주세요',
  locked: (providers, paper) =>
    `${providers} 계정으로 로그인하면 ${paper}에 댓글을 쓸 수 있습니다. 입력한 글은 그대로 남아 있습니다.`,
  inApp: (providers) =>
    `앱 안에서 보고 계십니다. 이 화면에서는 ${providers} 로그인이 되지 않을 수 있습니다. 그럴 때는 평소 쓰시는 브라우저에서 열어 주세요. 입력한 글은 옮겨지지 않으니 먼저 복사해 두시기 바랍니다.`,
  openOutside: '브라우저에서 열기',
  address: '이 페이지 주소',
  copyAddress: '링크 복사',
  addressCopied: '링크를 복사했습니다',
  noProviders: '로그인이 설정되어 있지 않아 댓글을 읽을 수만 있습니다.',
  continueWith: (provider) => `${provider} 계정으로 로그인`,
  post: '등록',
  counter: (count, limit) => `${count}/${limit}자`,
  atMost: (limit) => `최대 ${limit}자`,
  postingAs: '작성자',
  pageOnly: '이 브라우저에서는 로그인이 유지되지 않아, 이 페이지를 떠나면 로그아웃됩니다.',
  replyingTo: (name) => `${name} 님에게 답글 쓰는 중`,
  cancelReply: '답글 취소',
  keptText: '쓰시던 글 (복사할 수 있습니다)',
  over: (count) => `${count}자 초과`,
  tooLong: '너무 깁니다',
  spokenLeft: (count) => `${count}자 남았습니다`,
  spokenNone: '더 쓸 수 있는 글자가 없습니다',
  spokenOver: (count) => `${count}자 넘었습니다`,
  sending: '보내는 중…',
  tryAgain: '다시 시도',
  notSent:
    '아직 보내지 못했습니다. 연결이 끊겼습니다. 쓰신 댓글은 여기에 남아 있고, 두 번 올라가지 않습니다.',
  signInFirst: '먼저 로그인해 주세요. 입력한 글은 그대로 남아 있습니다.',
  notSeen: '쓰신 글을 한 번 더 확인하고 등록을 다시 눌러 주세요.',
  postedPending: '보냈습니다. 검토가 끝날 때까지 본인에게만 보입니다.',
  postedPublished: '댓글이 게시되었습니다.',
  windowOpen: (provider) => `새로 열린 창에서 ${provider} 로그인을 마쳐 주세요.`,
  nameNeeded: '한 단계 남았습니다. 새로 열린 창에서 이름을 정해 주세요.',
  cancel: '취소',
  continueHere: '이 탭에서 계속하기',
  cancelled: '로그인을 취소했습니다. 입력한 글은 그대로 남아 있습니다.',
  signedIn: (name) => `${name} 님으로 로그인했습니다.`,
}
