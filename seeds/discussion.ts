import type { HoldReason } from '../src/features/comments/model.ts'
import type { Language } from '../src/locales/language.ts'

/** An invented reader. `subject` is the stable id at the sandbox provider. */
export interface SeedPerson {
  id: string
  name: string
  provider: 'x' | 'facebook'
  subject: string
  language: Language
}

/** At most three per person and article, each person's two minutes apart: the default rates let them all pass. */
export interface SeedComment {
  id: string
  /** Key in `articles.ts`. */
  article: string
  author: string
  text: string
  /** Minutes before the moment of seeding. */
  ago: number
  /** Id of a published top-level comment. */
  replyTo?: string
}

export interface SeedPending extends SeedComment {
  /** One of the reasons for which screening holds it (a site that premoderates everyone adds its own). */
  expect: HoldReason
}

export interface SeedReport {
  comment: string
  reporter: string
  clause: string
  text: string
}

export interface SeedRejection {
  comment: SeedComment
  clauses: readonly string[]
  /** What the author reads beside the clause, in the language of the comment. */
  explanation: string
}

const EN = 'party-meeting-day-two'
const KO = 'party-meeting-day-two-ko'
const LETTERS = 'border-letters'

export const people: readonly SeedPerson[] = [
  { id: 'maya', name: 'Maya Okafor', provider: 'x', subject: '9000000000000000001', language: 'en' },
  { id: 'haneul', name: '김하늘', provider: 'facebook', subject: '90000000000000002', language: 'ko' },
  { id: 'tom', name: 'Tom Ashworth', provider: 'facebook', subject: '90000000000000003', language: 'en' },
  { id: 'seojun', name: '이서준', provider: 'x', subject: '9000000000000000004', language: 'ko' },
  { id: 'lena', name: 'Lena Winter', provider: 'facebook', subject: '90000000000000005', language: 'en' },
  { id: 'jiwoo', name: '박지우', provider: 'x', subject: '9000000000000000006', language: 'ko' },
  { id: 'jun', name: 'Jun Park', provider: 'x', subject: '9000000000000000007', language: 'en' },
  { id: 'aoife', name: 'Aoife Byrne', provider: 'x', subject: '9000000000000000008', language: 'en' },
  { id: 'minseo', name: '최민서', provider: 'facebook', subject: '90000000000000009', language: 'ko' },
  { id: 'ravi', name: 'Ravi Sethi', provider: 'facebook', subject: '90000000000000010', language: 'en' },
  { id: 'noa', name: 'Noa Bar', provider: 'x', subject: '9000000000000000011', language: 'en' },
  { id: 'river', name: '강물지기', provider: 'x', subject: '9000000000000000012', language: 'ko' },
  // Nothing of theirs has been approved yet.
  { id: 'tomas', name: 'Tomás Rivera', provider: 'x', subject: '9000000000000000013', language: 'en' },
  { id: 'haeun', name: '정하은', provider: 'facebook', subject: '90000000000000014', language: 'ko' },
  { id: 'ollie', name: 'Ollie', provider: 'x', subject: '9000000000000000015', language: 'en' },
]

export const published: readonly SeedComment[] = [
  {
    id: 'e01',
    article: EN,
    author: 'maya',
    ago: 2795,
    text: 'Is there a full text of the report, or only the agency’s summary?',
  },
  {
    id: 'e02',
    article: EN,
    author: 'aoife',
    ago: 2770,
    replyTo: 'e01',
    text: 'Only the summary so far. In past years the long version came out on New Year’s Day, and it was worth comparing the two line by line.',
  },
  {
    id: 'e03',
    article: EN,
    author: 'haneul',
    ago: 2710,
    text: '기사 잘 읽었습니다. 이번 회의에서 나온 발표가 실제 정책으로 이어질지는 조금 더 지켜봐야 할 것 같습니다.',
  },
  {
    id: 'e04',
    article: EN,
    author: 'ravi',
    ago: 2600,
    text: 'My father drove a bus on that road for thirty years. He says every winter begins the same way: a speech over there, a drill over here, and then snow. I would rather read about the heater in the shelter than see another map with arrows on it.',
  },
  {
    id: 'e05',
    article: EN,
    author: 'lena',
    ago: 2510,
    text: '“Name no weapons” is doing a lot of work under this headline. Perhaps there was simply nothing to name.',
  },
  {
    id: 'e06',
    article: EN,
    author: 'jun',
    ago: 2490,
    replyTo: 'e05',
    text: 'Or the list is for the closing day. I agree with you about the wording, though not about the conclusion.',
  },
  {
    id: 'e07',
    article: EN,
    author: 'tom',
    ago: 2400,
    text: 'The tea room with the shelter keys is the best detail in the piece.\nMore of that, please.',
  },
  {
    id: 'e08',
    article: EN,
    author: 'jiwoo',
    ago: 2320,
    text: '영어 기사에도 한국어로 남겨도 되는군요. 접경 지역 주민 이야기가 제일 와닿았습니다.',
  },
  {
    id: 'e09',
    article: EN,
    author: 'maya',
    ago: 2300,
    replyTo: 'e08',
    text: 'You can, and I’m glad you did. I read it with a dictionary and learned a new word: 접경.',
  },
  {
    id: 'e10',
    article: EN,
    author: 'river',
    ago: 2205,
    text: '강 건너를 매일 보고 삽니다. 뉴스가 나올 때마다 도시에 사는 아들이 먼저 전화합니다. 여기는 오늘도 조용합니다. 🌾',
  },
  {
    id: 'e11',
    article: EN,
    author: 'noa',
    ago: 2100,
    text: 'שלום from Haifa. We also know the sound of a radio being turned up. Wishing quiet to both banks of the river.',
  },
  {
    id: 'e12',
    article: EN,
    author: 'ravi',
    ago: 2075,
    replyTo: 'e11',
    text: 'Thank you, Noa. Quiet to yours as well.',
  },
  {
    id: 'e13',
    article: EN,
    author: 'aoife',
    ago: 1980,
    text: 'Eleven minutes and no figures. I timed our own defence minister last month: fourteen minutes, two figures, and both were from the year before.',
  },
  {
    id: 'e14',
    article: EN,
    author: 'seojun',
    ago: 1870,
    text: '수치가 없다는 사실 자체가 정보라고 생각합니다. 작년 요약문과 나란히 놓고 무엇이 빠졌는지 표로 보여 주시면 좋겠습니다.',
  },
  {
    id: 'e15',
    article: EN,
    author: 'lena',
    ago: 1850,
    replyTo: 'e14',
    text: 'A table of what is missing would be the most useful graphic of the week. Seconded.',
  },
  {
    id: 'e16',
    article: EN,
    author: 'jun',
    ago: 1700,
    text: 'Half the broadcast was about grain and housing, and almost nobody else reported it. Thank you for keeping that paragraph in.',
  },
  {
    id: 'e17',
    article: EN,
    author: 'minseo',
    ago: 1555,
    text: '박 교수의 말이 핵심이네요. 누가 비용을 대느냐. 그 질문은 강 이쪽에도 똑같이 할 수 있습니다.',
  },
  {
    id: 'e18',
    article: EN,
    author: 'tom',
    ago: 1530,
    replyTo: 'e17',
    text: 'Fair, but one side publishes its budget and can be voted out over it. The question is the same, the answer is not.',
  },
  {
    id: 'e19',
    article: EN,
    author: 'minseo',
    ago: 1500,
    replyTo: 'e17',
    text: '그 차이는 저도 인정합니다. 다만 공개된 예산도 읽는 사람이 있어야 의미가 있겠지요.',
  },
  {
    id: 'e20',
    article: EN,
    author: 'maya',
    ago: 1310,
    text: 'Could the paper explain what “direction of the struggle” meant in earlier reports? To an outsider it sounds alarming, and I can’t tell whether it is routine wording.',
  },
  {
    id: 'e21',
    article: EN,
    author: 'aoife',
    ago: 1290,
    replyTo: 'e20',
    text: 'It has appeared in some form in most years since I began reading these. The adjective in front of it is what changes.',
  },
  {
    id: 'e22',
    article: EN,
    author: 'lena',
    ago: 900,
    text: 'Reading this at a kitchen table in Leipzig. I grew up near a fence like the one in the photograph. It was opened on a Thursday evening, and nobody had announced it in the morning.',
  },
  {
    id: 'e23',
    article: EN,
    author: 'haneul',
    ago: 610,
    text: '다만 접경 지역 주민들의 안전 대책은 지금 당장 마련되어야 합니다. 대피소가 어디 있는지 모르는 사람이 아직도 많습니다.',
  },
  {
    id: 'e24',
    article: EN,
    author: 'tom',
    ago: 35,
    text: 'Short, calm, no arrows on maps. More like this.',
  },
  {
    id: 'k01',
    article: KO,
    author: 'seojun',
    ago: 2780,
    text: '대피소 위치부터 알려 주세요.\n그게 먼저입니다.',
  },
  {
    id: 'k02',
    article: KO,
    author: 'river',
    ago: 2755,
    replyTo: 'k01',
    text: '면사무소 1층에 지도가 붙어 있습니다. 다만 글씨가 작아서 어르신들은 못 읽으세요. 저희 마을은 이장님이 큰 종이에 다시 그렸습니다.',
  },
  {
    id: 'k03',
    article: KO,
    author: 'jiwoo',
    ago: 2640,
    text: '‘목표 제시’라고만 하니 제목만 봐서는 알 수 있는 게 거의 없네요. 그래도 추측을 덧붙이지 않은 점은 좋았습니다.',
  },
  {
    id: 'k04',
    article: KO,
    author: 'minseo',
    ago: 2515,
    text: '국경에서 가까운 마을에 사는 사람입니다. 발표가 있을 때마다 서울에서는 전망을 이야기하지만 저희는 대피소 문이 잠겨 있지 않은지부터 확인합니다. 지난달에 면사무소에 물어보니 열쇠를 가진 분이 한 분뿐이라고 하더군요. 회의에서 어떤 목표가 나왔는지도 중요하지만, 우리 쪽에서 무엇을 준비하고 있는지도 같은 크기로 다뤄 주시면 좋겠습니다. 어르신이 많은 마을의 훈련 일정, 야간 안내 방송, 버스가 끊긴 뒤의 이동 방법이 궁금합니다.',
  },
  {
    id: 'k05',
    article: KO,
    author: 'haneul',
    ago: 2490,
    replyTo: 'k04',
    text: '저희 동네도 열쇠가 한 분께만 있습니다. 다음 마을 회의 때 같이 건의해 보겠습니다.',
  },
  {
    id: 'k06',
    article: KO,
    author: 'haneul',
    ago: 2300,
    text: '보도의 절반이 곡물과 주택 이야기였다는 사실을 처음 알았습니다. 무기 이야기만 골라 전하지 않아서 고맙습니다.',
  },
  {
    id: 'k07',
    article: KO,
    author: 'jun',
    ago: 2120,
    text: '영어판과 비교해서 읽었는데 ‘direction of the struggle’을 ‘대적 투쟁의 방향’으로 옮기니 느낌이 꽤 다르네요. 어느 쪽이 원문에 가까운지 궁금합니다.',
  },
  {
    id: 'k08',
    article: KO,
    author: 'jiwoo',
    ago: 2095,
    replyTo: 'k07',
    text: '한국어 쪽이 원문 표현 그대로일 겁니다. 영어판은 처음 읽는 독자를 생각해서 조금 풀어 쓴 것 같아요.',
  },
  {
    id: 'k09',
    article: KO,
    author: 'river',
    ago: 1800,
    text: '난로 잘 됩니다. 제가 기름 넣었습니다. 😄',
  },
  {
    id: 'k10',
    article: KO,
    author: 'minseo',
    ago: 1785,
    replyTo: 'k09',
    text: '이 기사에서 가장 믿음직한 댓글입니다.',
  },
  {
    id: 'k11',
    article: KO,
    author: 'maya',
    ago: 1480,
    text: 'Reading the Korean version as homework. The caption was easier than the third paragraph!',
  },
  {
    id: 'k12',
    article: KO,
    author: 'seojun',
    ago: 1120,
    text: '전문가 한 분의 말만 실은 것은 아쉽습니다. 다른 견해를 가진 분도 함께 소개해 주시면 균형이 더 잘 잡힐 것 같습니다.',
  },
  {
    id: 'k13',
    article: KO,
    author: 'haneul',
    ago: 540,
    text: '회의가 끝난 뒤에 오늘 기사와 실제 발표문을 비교하는 후속 기사를 기다리겠습니다.',
  },
  {
    id: 'k14',
    article: KO,
    author: 'jiwoo',
    ago: 20,
    text: '차분한 기사에 차분한 댓글이라 오랜만에 끝까지 읽었습니다.',
  },
]

/** Rejected before the pending ones come in: two of those nearly repeat it. */
export const rejected: SeedRejection = {
  comment: {
    id: 'r01',
    article: EN,
    author: 'ollie',
    ago: 300,
    text: 'Whoever wrote this is a clueless parrot. A trained monkey could copy a radio summary, and it would not need a tea room to pad it out. Go and find honest work.',
  },
  clauses: ['SB-01'],
  explanation:
    'The comment calls the reporter a parrot and compares her with an animal; it says nothing about the facts of the article. Criticism of how the summary was reported can be published if it leaves the person out.',
}

/** Follows from that rejection: for two weeks everything by this writer is reviewed. */
export const restricted = {
  author: 'ollie',
  kind: 'premoderate',
  days: 14,
  clauses: ['SB-01'],
  explanation:
    'After this comment about the reporter, a moderator reads what you write before it is published, for two weeks.',
} as const

export const pending: readonly SeedPending[] = [
  {
    id: 'p01',
    article: EN,
    author: 'haneul',
    ago: 190,
    expect: 'premoderation',
    text: '주민 이야기를 영어 기사에도 넣어 주셔서 외국인 동료와 같이 읽었습니다. 다음에는 야간 안내 방송도 다뤄 주세요.',
  },
  {
    id: 'p02',
    article: EN,
    author: 'noa',
    ago: 150,
    expect: 'premoderation',
    text: 'Does the tea room have opening hours? Asking as someone who would like to buy that owner a cup of tea one day.',
  },
  {
    id: 'p03',
    article: KO,
    author: 'jun',
    ago: 130,
    expect: 'premoderation',
    text: '수치는 없어도 발언 순서는 남습니다. 국방이 먼저였는지 경제가 먼저였는지 적어 주시면 도움이 되겠습니다.',
  },
  {
    id: 'p04',
    article: KO,
    author: 'maya',
    ago: 95,
    expect: 'premoderation',
    text: 'Question from a learner: why does the headline say 北 and not 북한? Is it only to save space?',
  },
  {
    id: 'p05',
    article: EN,
    author: 'ollie',
    ago: 60,
    expect: 'restriction',
    text: '오늘 오후에 안개가 걷혔습니다. 사진 속 초소가 여기서도 보입니다.',
  },
  {
    id: 'p06',
    article: EN,
    author: 'tomas',
    ago: 175,
    expect: 'new-writer',
    text: 'First comment here. I came for the story and stayed for the discussion: nobody is shouting. Is that the 250 characters or the moderators?',
  },
  {
    id: 'p07',
    article: KO,
    author: 'haeun',
    ago: 160,
    expect: 'new-writer',
    text: '처음 댓글 남깁니다. 할머니 고향이 강 건너라 이런 기사가 나오면 꼭 읽어 드립니다.',
  },
  {
    id: 'p08',
    article: EN,
    author: 'haeun',
    ago: 45,
    expect: 'new-writer',
    text: '영어 공부 삼아 두 기사를 나란히 읽고 있습니다. 영어판에만 있는 문장이 보여서 재미있네요.',
  },
  {
    id: 'p09',
    article: EN,
    author: 'ravi',
    ago: 140,
    expect: 'word-rule',
    text: 'Calling eleven minutes of radio “goals” is bullshit, if you will pardon my English. Goals have numbers.',
  },
  {
    id: 'p10',
    article: KO,
    author: 'seojun',
    ago: 120,
    expect: 'word-rule',
    text: '숫자 하나 없는 발표를 그대로 옮기기만 하면 독자를 바보로 아는 것 아닌가요?',
  },
  {
    id: 'p11',
    article: KO,
    author: 'minseo',
    ago: 80,
    expect: 'word-rule',
    text: '열쇠를 한 사람에게만 맡기자고 한 멍청이가 누군지 궁금합니다. 답답해서 하는 말입니다.',
  },
  {
    id: 'p12',
    article: EN,
    author: 'jun',
    ago: 110,
    expect: 'link',
    text: 'The university keeps an archive of these summaries: https://archive.hanbit.example/summaries – useful for comparing the wording.',
  },
  {
    id: 'p13',
    article: EN,
    author: 'river',
    ago: 70,
    expect: 'link',
    text: '대피소 지도는 www.gangmaru.example/map 에서 볼 수 있습니다. 글씨를 크게 키워 다시 올렸습니다.',
  },
  {
    id: 'p14',
    article: EN,
    author: 'jiwoo',
    ago: 30,
    expect: 'link',
    text: '훈련 일정과 신청 방법은 gangmaru.example.com/drill 에 있습니다. 금요일까지 신청할 수 있다고 합니다.',
  },
  {
    id: 'p15',
    article: KO,
    author: 'river',
    ago: 25,
    expect: 'personal-number',
    text: '열쇠가 필요하신 분은 010-0000-1234로 전화 주세요. 밤에도 받습니다.',
  },
  {
    id: 'p16',
    article: EN,
    author: 'noa',
    ago: 90,
    expect: 'personal-number',
    text: 'My uncle taped these broadcasts for twenty years. If the paper wants to hear them, write to noa.bar@mail.example and I will put you in touch.',
  },
  {
    id: 'p17',
    article: EN,
    author: 'tomas',
    ago: 105,
    expect: 'near-duplicate',
    text: 'Whoever wrote this is a clueless parrot! A trained monkey could copy a radio summary and would not need a tea room to pad it out. Find honest work.',
  },
  {
    id: 'p18',
    article: EN,
    author: 'ollie',
    ago: 75,
    expect: 'near-duplicate',
    text: 'Again, since it was taken down: whoever wrote this is a clueless parrot. A trained monkey could copy a radio summary, and it would not need a tea room to pad it out.',
  },
  {
    id: 'p19',
    article: LETTERS,
    author: 'aoife',
    ago: 100,
    expect: 'article-premoderated',
    text: 'My grandmother’s box went the other way, and nobody has opened it yet. Thank you for showing that it can be done gently.',
  },
  {
    id: 'p20',
    article: LETTERS,
    author: 'lena',
    ago: 50,
    expect: 'article-premoderated',
    text: 'The persimmon tree. That is the question I would have asked, too.',
  },
]

export const reports: readonly SeedReport[] = [
  {
    comment: 'e13',
    reporter: 'ravi',
    clause: 'SB-06',
    text: 'Which minister, and which speech? There is no source for this.',
  },
  {
    comment: 'e05',
    reporter: 'jun',
    clause: 'SB-18',
    text: 'It suggests that nothing was said at all, which is not what the article reports.',
  },
  { comment: 'k09', reporter: 'seojun', clause: 'SB-20', text: '기사 내용과 관계없는 잡담입니다.' },
]
