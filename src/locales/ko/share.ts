import type { Catalogue } from '../index.ts'

/** 공유 카드와 머리말 태그. */
export const koShare: Catalogue['share'] = {
  byline: (names) => {
    if (names.length > 3) return `${names.slice(0, 2).join('·')} 외 ${names.length - 2}명`
    const list = names.join('·')
    return /(기자|특파원|위원|교수|에디터)$/.test(list) ? list : `${list} 기자`
  },
  commentTitle: (author, headline) => `${author} 님의 댓글: ${headline}`,
  articleDescription: (headline, paper) => `${paper} 독자들이 “${headline}” 기사에 남긴 댓글입니다.`,
  commentAlt: (author, text, headline) => `${author} 님의 댓글: “${text}” 기사: ${headline}`,
  commented: '님의 댓글',
  month: 'long',
  letterSpacing: -0.015,
  leading: 1.24,
}
