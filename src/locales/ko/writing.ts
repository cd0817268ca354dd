import type { Catalogue } from '../index.ts'

/** 댓글을 쓰는 칸에서 알리는 말. */
export const koWriting: Catalogue['reader']['writing'] = {
  notSent: '아직 보내지 못했습니다.',
  kept: '연결이 끊겼습니다. 쓰신 댓글은 여기에 남아 있고, 두 번 올라가지 않습니다.',
  offline: '인터넷에 연결되어 있지 않습니다. 쓰신 글은 여기에 남아 있으니 연결된 뒤에 등록해 주세요.',
  review: '이대로 검토 요청',
  waitSeconds: (seconds) => `${seconds}초 대기`,
  waitMinutes: (minutes) => `${minutes}분 대기`,
  waitHours: (hours) => `${hours}시간 대기`,
  copyText: '쓰던 글 복사',
  copied: '복사했습니다',
  until: (time) => `${time}까지입니다.`,
  muted: (time) => `${time}까지 이 신문에 댓글을 쓸 수 없습니다.`,
  banned: (time) => `${time}까지 이 신문에 댓글을 쓸 수 없는 계정입니다.`,
  bannedForGood: '이 신문에 댓글을 쓸 수 없는 계정입니다. 기한은 정해져 있지 않습니다.',
  why: '이유 보기',
  appeal: '이유를 보고 이의 제기하기',
}
