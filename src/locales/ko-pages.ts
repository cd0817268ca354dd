import type { Catalogue } from './index.ts'

/** 관리 화면의 메뉴와 운영 기준 편집, 기사, 신문 설정. */
export const koPages: Catalogue['console']['pages'] = {
  menu: {
    more: '더 보기',
    queue: '대기열',
    appeals: '이의 제기',
    notices: '법적 요청',
    writers: '작성자',
    articles: '기사',
    words: '금칙어',
    policy: '운영 기준',
    log: '결정 기록',
    report: '투명성 보고서',
    statistics: '통계',
    people: '담당자',
    settings: '설정',
  },
}
