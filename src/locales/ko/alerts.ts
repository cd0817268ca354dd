import type { Catalogue } from '../index.ts'

/** 대기 중인 검토 건을 운영자 채널에 알리는 문구. */
export const koAlerts: Catalogue['alerts'] = {
  late: (paper, count, age, link) =>
    `${paper}: 검토를 기다리는 댓글이 ${count}건 있으며, 가장 오래된 건은 ${age}째 기다리고 있습니다. ${link}`,
  over: (paper, count, link) =>
    `${paper}: 오래 기다린 검토 건이 모두 해소되었습니다. 현재 대기 ${count}건. ${link}`,
  age: (hours, minutes) => (hours === 0 ? `${minutes}분` : `${hours}시간 ${minutes}분`),
}
