/**
 * Korean words that mostly insult. Words that a newspaper's readers also need in earnest (`꺼져`, `등신`, `새끼`,
 * `쓰레기`) are left to a site's own rules. A bare row of consonants is looked for as a whole word only.
 */
export const KOREAN_WORDS: readonly string[] = [
  ...[
    '시발',
    '씨발',
    '시벌놈',
    '씨벌',
    '씨팔',
    '시팔',
    '쉬발',
    '슈발놈',
    '씹발',
    'ㅅㅂ',
    'ㅆㅂ',
    'tlqkf*',
    'sibal',
    'ssibal',
  ],
  ...[
    '병신',
    '븅신',
    '빙신새끼',
    'ㅂㅅ',
    'qudtls*',
    '바보',
    '멍청이',
    '멍청한 놈',
    '머저리',
    '찐따',
    '또라이',
  ],
  ...[
    '개새끼',
    '개색끼',
    '개쉐이',
    '개새기',
    'ㄱㅅㄲ',
    '씹새',
    '씹년',
    '씹놈',
    '호로새끼',
    '이새끼',
    '저새끼',
    '그새끼',
  ],
  ...[
    '미친놈',
    '미친년',
    '미친새끼',
    '썅년',
    '썅놈',
    '개년',
    '개같은놈',
    '개같은년',
    '걸레년',
    '뒈져',
    '뒤져라',
  ],
  ...[
    '지랄',
    'ㅈㄹ',
    '염병할',
    '좆같',
    '좆까',
    '좆나',
    '좆도',
    '개좆',
    '존나',
    '졸라맨놈',
    '엿먹어',
    '닥쳐라',
    '아가리닥쳐',
  ],
  ...['느금마', '니애미', '니에미', '니미럴', '애미없는', '애비없는', '엠창', '애자새끼'],
  ...[
    '쪽바리',
    '쪽발이',
    '짱깨',
    '짱개',
    '깜둥이',
    '한남충',
    '김치녀',
    '된장녀',
    '맘충',
    '틀딱',
    '급식충',
    '똥남아',
  ],
]

/** Words that end in 시: what follows them may begin with 발 (`출시발표`, `동시발생`). */
const BEFORE_PRESENTATION =
  '다 역 출 동 즉 일 도 무 제 표 전 실 게 감 응 수 암 명 혹 당 잠 적 상 임 한 항 지 고 공 개 과 멸 중 경 직 주 접 택 가 낚 몹 별 광역 특별 자치 행정'
const CITIES =
  '서울 부산 대구 인천 광주 대전 울산 세종 수원 성남 고양 용인 창원 청주 전주 천안 제주 포항 춘천 강릉 원주 안산 안양 부천 화성 김포 파주 의정부 평택 구미 경주 진주 김해 양산 목포 여수 순천 군산 익산 속초 아산 공주 서귀포'
/** Words that end in 병, before 신고, 신청, 신약 and the like. */
const BEFORE_REPORT =
  '질 발 투 간 문 전염 감염 성 피부 난치 희귀 유행 치매 우울 군 헌 해 사 장 당뇨 심장 감기'
const PARTICLES = '은 는 이 을 에 의 도 만 과 중 자 문 권 록'

const with시 = `${BEFORE_PRESENTATION} ${CITIES}`.split(' ').map((word) => `${word}시발`)
const with병 = BEFORE_REPORT.split(' ').map((word) => `${word}병신`)
const with씨 = PARTICLES.split(' ').map((particle) => `씨발언${particle}`)

/** Words that hold one of those and mean no harm. */
export const KOREAN_HARMLESS: readonly string[] = [
  ...with시,
  ...['시발점', '시발역', '시발지', '시발역사', '시발택시', '시발자동차', '시발수', '시발류', '제시발언'],
  ...with씨,
  ...[
    '씨발표',
    '씨발견',
    '씨발굴',
    '씨발인',
    '씨발탁',
    '씨발령',
    '아저씨발',
    '글씨발',
    '솜씨발',
    '날씨발',
    '불씨발',
  ],
  ...with병,
  ...['병신년', '병신일', '병신정변', '병신박해'],
  ...[
    '바보상자',
    '바보의나눔',
    '바보의 나눔',
    '바보온달',
    '딸바보',
    '아들바보',
    '손주바보',
    '바보새',
    '바보 노무현',
    '바보 이반',
  ],
  ...['지랄탄', '슈발리에', '슈발블랑', '머저리티', '졸라 맨', '시팔경', '십팔번'],
  ...['이새끼손', '그새끼손', '저새끼손', '이새끼고양이', '그새끼고양이', '이새끼강아지'],
]
