import type { ArticleInput } from '../src/features/articles/model.ts'

/** An article of the demo. Addresses are paths below the demo's origin; photos are files in `photos/`. */
export interface SeedArticle extends Omit<ArticleInput, 'url' | 'image'> {
  path: string
  image: { file: string; alt: string; caption: string; credit: string } | null
  body: { dek: string; paragraphs: readonly string[] }
  /** Key of the same article in the other language. */
  counterpart: string | null
}

export const articles: readonly SeedArticle[] = [
  {
    key: 'party-meeting-day-two',
    path: '/demo',
    headline: 'Leader sets new defence goals on second day of party meeting',
    description: 'State media name no weapons, but speak of a “newly created” situation on the peninsula.',
    section: ['National', 'North Korea'],
    authors: [{ name: 'Seo Yuna', email: 'seo@ledger.example' }],
    image: {
      file: 'border-river.jpg',
      alt: 'A lit watchtower above a calm river at dusk, hills in mist behind it and a wire fence in front.',
      caption: 'The river at the border, seen from the southern bank on Tuesday.',
      credit: 'LEDGER PHOTO',
    },
    publishedAt: Date.UTC(2022, 11, 28, 0, 12),
    modifiedAt: Date.UTC(2022, 11, 28, 2, 40),
    language: 'en',
    counterpart: 'party-meeting-day-two-ko',
    body: {
      dek: 'State media name no weapons, but speak of a “newly created” situation on the peninsula.',
      paragraphs: [
        'North Korea’s leader used the second day of a year-end party meeting to set out what he called fresh goals for the country’s defences in 2023, according to a summary that state radio read out on Wednesday morning. The summary ran for eleven minutes and gave no figures.',
        'It said the report to the meeting dealt with a “newly created and demanding” situation around the peninsula and with the “direction of the struggle against the enemy” in the coming year. Which weapons are meant, and how many, was left open.',
        'Officials in Seoul said they would wait for the closing day before drawing conclusions. “In recent years the numbers came last, if they came at all,” said one, who is not permitted to speak under their own name. The ministry reported no unusual movement of troops near the border.',
        'Half of the broadcast was about other matters: grain, housing in the countryside, and a coal district that had missed its plan. Park Jinho, who teaches northern politics at Hanbit University, sees no contradiction in that. “A meeting about missiles is also a meeting about who pays for them,” he said.',
        'In villages along the river the news was received without hurry. At the tea room in Gangmaru, which keeps the keys to the shelter, the owner said that two people had asked for them since the morning. “They wanted to see whether the heater works,” she said. “It does.”',
        'The meeting is expected to end before the New Year. If the pattern holds, a longer text will follow on the first of January and take the place of a televised address.',
      ],
    },
  },
  {
    key: 'party-meeting-day-two-ko',
    path: '/demo/ko',
    headline: '北, 전원회의 이틀째 “새해 국방력 강화 목표” 제시',
    description: '무기 종류는 밝히지 않은 채 한반도에 “새로 조성된 정세”만 언급했다.',
    section: ['정치', '북한'],
    authors: [{ name: '서유나', email: 'seo@ledger.example' }],
    image: {
      file: 'border-river.jpg',
      alt: '해 질 녘 잔잔한 강 위로 불 켜진 초소가 서 있고, 뒤로는 안개 낀 산, 앞으로는 철책이 보인다.',
      caption: '화요일 남쪽 강둑에서 바라본 접경 지역의 강.',
      credit: '레저 사진',
    },
    publishedAt: Date.UTC(2022, 11, 28, 0, 5),
    modifiedAt: null,
    language: 'ko',
    counterpart: 'party-meeting-day-two',
    body: {
      dek: '무기 종류는 밝히지 않은 채 한반도에 “새로 조성된 정세”만 언급했다.',
      paragraphs: [
        '북한이 연말 당 전원회의 이틀째 회의에서 새해 국방 분야의 목표를 제시했다고 관영 라디오가 28일 아침 전했다. 11분 분량의 요약 보도에 구체적인 수치는 없었다.',
        '보도에 따르면 이틀째 보고는 한반도 주변에 “새로 조성된 도전적인 정세”를 분석하고 내년도 “대적 투쟁의 방향”을 다뤘다. 어떤 무기를 얼마나 늘리겠다는 것인지는 언급하지 않았다.',
        '정부는 회의가 끝날 때까지 판단을 미루겠다는 태도다. 익명을 요청한 당국자는 “최근 몇 해 동안 숫자는 늘 마지막에, 그것도 나올 때만 나왔다”고 말했다. 접경 지역에서 특이한 병력 움직임은 없는 것으로 알려졌다.',
        '보도의 절반은 곡물과 농촌 주택, 계획에 미달한 탄광 지구 같은 다른 주제에 쓰였다. 한빛대에서 북한 정치를 가르치는 박진호 교수는 모순이 아니라고 본다. 그는 “미사일을 논하는 회의는 그 비용을 누가 대느냐를 논하는 회의이기도 하다”고 설명했다.',
        '강을 낀 마을은 차분했다. 대피소 열쇠를 맡고 있는 강마루 다방의 주인은 아침부터 두 사람이 열쇠를 찾았다며 “난로가 되는지 보고 싶다더라. 잘 된다”고 했다.',
        '회의는 새해 전에 끝날 것으로 보인다. 관례대로라면 1월 1일에 더 긴 발표문이 나와 육성 신년사를 대신하게 된다.',
      ],
    },
  },
  {
    key: 'harbour-bridge-vote',
    path: '/demo/harbour-bridge',
    headline: 'Council votes to close the harbour bridge to lorries at night',
    description: 'The ban starts in March and will be reviewed after a year.',
    section: ['Metro', 'Transport'],
    authors: [
      { name: 'Daniel Brandt', email: 'brandt@ledger.example' },
      { name: 'Yoon Sera', email: null },
    ],
    image: {
      file: 'harbour-bridge.jpg',
      alt: 'A suspension bridge with lit lamps over calm water, a small ferry passing under it.',
      caption: 'About 900 lorries cross the bridge between ten in the evening and five in the morning.',
      credit: 'LEDGER PHOTO',
    },
    publishedAt: Date.UTC(2026, 9, 14, 8, 30),
    modifiedAt: null,
    language: 'en',
    discussion: 'closed',
    counterpart: null,
    body: {
      dek: 'The ban starts in March and will be reviewed after a year.',
      paragraphs: [
        'Lorries of more than twelve tonnes will be kept off the harbour bridge between ten in the evening and five in the morning, the city council decided on Wednesday by 23 votes to 19. The rule takes effect in March.',
        'Residents of the quay had asked for it since the new terminal opened. Haulage firms warned that the detour adds forty minutes and will simply move the noise to the eastern districts.',
        'The council added a review after twelve months, with measurements at six places on both routes. Comments on this article were closed after a week.',
      ],
    },
  },
  {
    key: 'border-letters',
    path: '/demo/border-letters',
    headline: 'The letters that never crossed: families read them aloud after 70 years',
    description: 'A reading room near the border opens its boxes to the children of those who wrote.',
    section: ['Culture'],
    authors: [{ name: 'Seo Yuna', email: 'seo@ledger.example' }],
    image: null,
    publishedAt: Date.UTC(2026, 10, 20, 22, 0),
    modifiedAt: null,
    language: 'en',
    premoderated: true,
    counterpart: null,
    body: {
      dek: 'A reading room near the border opens its boxes to the children of those who wrote.',
      paragraphs: [
        'The letters lie in shoe boxes, sorted by the year in which they could not be sent. Once a month the reading room in Gangmaru unties a bundle and invites the families of those who wrote.',
        'Some come with photographs, some only with a name. On Saturday a retired bus driver heard his father ask, in a hand he did not know, whether the persimmon tree had borne fruit.',
        'Because many of the families are mentioned by name, every comment on this article is read before it appears.',
      ],
    },
  },
]
