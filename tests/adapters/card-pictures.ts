import { readFileSync } from 'node:fs'
import sharp from 'sharp'
import type {
  ArticleCardSpec,
  BrandCardSpec,
  CardSpec,
  CommentCardSpec,
} from '../../src/features/sharing/model.ts'

const river = readFileSync('seeds/photos/border-river.jpg')
/** Stored in a few colours without a loss. */
const flat = await sharp({ create: { width: 1600, height: 900, channels: 3, background: '#4a6a8a' } })
  .jpeg()
  .toBuffer()
const logoOf = (width: number) =>
  sharp({ create: { width, height: 120, channels: 3, background: '#7a1f1f' } })
    .composite([
      {
        input: { create: { width: width - 60, height: 60, channels: 3, background: '#fff' } },
        left: 30,
        top: 30,
      },
    ])
    .png()
    .toBuffer()
/** One is a name in itself, the other a sign that stands beside the name. */
const [wordmark, sign] = [await logoOf(600), await logoOf(120)]

const english: ArticleCardSpec = {
  kind: 'article',
  language: 'en',
  section: 'National › North Korea',
  headline: 'Leader sets new defence goals on second day of party meeting',
  byline: 'By Seo Yuna · 28 Dec 2022',
  stamp: null,
  paper: 'The Morning Ledger',
  accent: '#1c4f91',
  logo: null,
  photo: null,
}
const korean: ArticleCardSpec = {
  ...english,
  language: 'ko',
  section: '국제 › 북한',
  headline: '北, 전원회의 이틀째 “새해 국방력 강화 목표” 제시',
  byline: '서유나 기자 · 2022년 12월 28일',
  paper: '모닝레저',
}
const said: CommentCardSpec = {
  kind: 'comment',
  language: 'en',
  author: 'Maya Okafor',
  text: 'Is there a full text of the report, or only the agency’s summary?',
  headline: english.headline,
  paper: english.paper,
  accent: english.accent,
  logo: null,
}
const koreanSaid: CommentCardSpec = {
  ...said,
  language: 'ko',
  author: '김하늘',
  text: '기사 잘 읽었습니다. 이번 회의에서 나온 발표가 실제 정책으로 이어질지는 조금 더 지켜봐야 할 것 같습니다. 다만 국경 지역 주민들의 안전 대책은 지금 당장 마련되어야 합니다. 대피소가 어디 있는지 모르는 사람이 아직도 많습니다.',
  headline: korean.headline,
  paper: korean.paper,
}
const brand: BrandCardSpec = {
  kind: 'brand',
  language: 'en',
  paper: english.paper,
  accent: english.accent,
  logo: null,
}

/** Every template and every kind of text that has gone wrong in somebody's cards, by the name of its stored picture. */
export const PICTURES: Readonly<Record<string, CardSpec>> = {
  'article-en-photo': { ...english, photo: river, stamp: '2022' },
  'article-ko-photo': { ...korean, photo: flat },
  'article-ko-hanja-photo': {
    ...korean,
    photo: flat,
    headline:
      '美·中 정상 “관세 유예 90일 연장”… 檢, 野 대표 소환 통보에 여야 정면 충돌 국회 본회의 파행 조짐',
  },
  'article-en': { ...english, stamp: '2022' },
  'article-ko': korean,
  'article-en-short': { ...english, headline: 'Rain' },
  'article-en-long': {
    ...english,
    headline:
      'Council to open two shelters on the border road after residents of three villages say that they had nowhere to go when the sirens sounded for the second time in a week',
  },
  'article-ko-bare': { ...korean, section: '', byline: '', photo: flat },
  'article-ko-long-word': {
    ...korean,
    headline: '전국경제인연합회중소기업협력센터장후보추천위원회 출범',
    photo: flat,
  },
  'comment-en': said,
  'comment-en-long': {
    ...said,
    text: `${'The quick observer asks what the second day adds to the first, and whether the figures were checked by anybody outside. '.repeat(2)}Ask it.`.slice(
      0,
      250,
    ),
  },
  'comment-ko': koreanSaid,
  'comment-ko-short': { ...koreanSaid, text: '네.' },
  'comment-ko-lines': {
    ...koreanSaid,
    text: '첫째, 대피소 위치를 알려 주세요.\n둘째, 점검 결과를 공개해 주세요.\n셋째, 기사로 다뤄 주세요.',
  },
  'comment-ko-hanja': {
    ...koreanSaid,
    text: '美와 中의 입장이 무엇이 다른지, 與野는 왜 말이 없는지 궁금합니다.',
  },
  'comment-emoji': { ...koreanSaid, author: '🌊 바다', text: '👏👏🇰🇷 정말 좋은 기사 👨‍👩‍👧‍👦 1️⃣ 👍🏽' },
  'comment-hebrew': {
    ...said,
    author: 'נועה בר',
    text: 'שלום עולם, זה הדיון הראשון שלי כאן. מה עם הדוח המלא?',
  },
  'comment-arabic': { ...said, author: 'ليلى حسن', text: 'هل يوجد نص كامل للتقرير، أم ملخص الوكالة فقط؟' },
  'article-en-wordmark': { ...english, photo: flat, logo: wordmark },
  'article-ko-sign': { ...korean, stamp: '2022', logo: sign },
  'comment-en-wordmark': { ...said, logo: wordmark },
  'comment-ko-sign': { ...koreanSaid, logo: sign },
  'brand-en-wordmark': { ...brand, logo: wordmark },
  'brand-en': brand,
  'brand-ko': { ...brand, language: 'ko', paper: korean.paper, accent: '#8a1c1c' },
}
