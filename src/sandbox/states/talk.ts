import type { Language } from '../../locales/language.ts'
import type { Person } from './state.ts'

export interface Talk {
  headline: string
  names: Readonly<Record<Person, string>>
  /** Said by the others, oldest first; the first is answered by `answer`. */
  said: readonly [string, string, string, string]
  answer: string
  /** What the one who looks writes: shorter than half the box. */
  mine: string
  /** A sentence that is refused. */
  rude: string
  refusal: string
  appeal: string
  /** With a word that a rule holds. */
  held: string
  /** Ends in the middle of a syllable or word. */
  begun: { text: string; syllable: string }
  /** Of 250 characters and more: the ends of it make `near` and `over`. */
  long: string
  note: string
}

/** What people say in the states, written as readers of a newspaper write. */
const TALK: Readonly<Partial<Record<Language, Talk>> & { en: Talk }> = {
  en: {
    headline: 'Council to open two shelters on the border road',
    names: {
      me: 'Maya Okafor',
      first: 'Ravi Sethi',
      second: 'Lena Winter',
      third: 'Wilhelmina van der Bergh-Hale',
      fourth: '김하늘',
    },
    said: [
      'The tea room with the shelter keys is the best detail in the piece.\nMore of that, please.',
      'My father drove a bus on that road for thirty years. He says every winter begins the same way: a speech over there, a drill over here, and then snow.',
      '“Name no weapons” is doing a lot of work under this headline. Perhaps there was simply nothing to name.',
      '강 건너를 매일 보고 삽니다. 여기는 오늘도 조용합니다.',
    ],
    answer: 'Only the summary so far. The long version usually comes out on New Year’s Day.',
    mine: 'Is there a full text of the report, or only the agency’s summary?',
    rude: 'Whoever wrote this is a clueless parrot.',
    refusal:
      'The sentence is about the writer and not about the text. Without it your comment could have stood.',
    appeal: 'I meant the text, not the person. I would like somebody else to read it again.',
    held: 'Calling eleven minutes of radio “goals” is bullshit, if you will pardon my English.',
    begun: { text: 'The border towns were told to stay ca', syllable: 'l' },
    long: 'Border towns were told to stay calm for the third time this year. A siren drill once a month is not a plan, and residents know it. The council met twice about shelters, published no minutes, and then moved the budget line to road works. Somebody decided that. Who answers for that, and when?',
    note: 'It names somebody who is not in the article.',
  },
  ko: {
    headline: '군의회, 접경 도로에 대피소 두 곳 열기로',
    names: {
      me: '김하늘',
      first: '이서준',
      second: '박지우',
      third: '최민서',
      fourth: 'Maya Okafor',
    },
    said: [
      '난로가 되는지 보러 갔다는 대목이 가장 좋았습니다.\n이런 이야기를 더 실어 주세요.',
      '대피소 열쇠를 한 분만 가지고 계시다니 저희 마을도 확인해 봐야겠습니다. 지난 훈련 때는 문이 잠겨 있었거든요.',
      '‘목표 제시’라고만 하니 제목만 봐서는 알 수 있는 게 거의 없네요. 그래도 추측을 덧붙이지 않은 점은 좋았습니다.',
      'Reading the Korean version as homework. The caption was easier than the third paragraph!',
    ],
    answer: '지금은 요약문만 나왔습니다. 전문은 보통 새해 첫날에 공개됩니다.',
    mine: '보고서 전문이 공개됐나요, 아니면 통신사 요약뿐인가요?',
    rude: '이 기사 쓴 사람은 앵무새나 다름없네요.',
    refusal: '글이 아니라 사람을 두고 한 말입니다. 그 문장만 빼면 실릴 수 있습니다.',
    appeal: '사람이 아니라 글을 두고 한 말이었습니다. 다른 분이 다시 읽어 주시기 바랍니다.',
    held: '열쇠를 한 사람에게만 맡기자고 한 멍청이가 누군지 궁금합니다.',
    begun: { text: '접경 지역 주민들의 안전 대', syllable: '차' },
    long: '기사 잘 읽었습니다. 이번 회의에서 나온 발표가 실제 정책으로 이어질지는 조금 더 지켜봐야 할 것 같습니다. 다만 국경 지역 주민들의 안전 대책은 지금 당장 마련되어야 합니다. 대피소가 어디에 있는지 모르는 사람이 아직도 많고, 야간에는 안내 방송도 들리지 않습니다. 지난달 훈련 때는 문이 잠긴 대피소가 두 곳이나 있었습니다. 이 문제를 계속 취재해 주시면 좋겠습니다. 후속 기사도 기다리겠습니다. 어르신이 많은 마을의 이동 방법도 함께 다뤄 주세요. 감사합니다. 건강하세요.',
    note: '기사에 나오지 않은 사람의 이름이 적혀 있습니다.',
  },
}

/** A language that nobody has written a talk in has its states among people who speak English. */
export function talkIn(language: Language): { talk: Talk; spoken: Language } {
  const talk = TALK[language]
  return talk ? { talk, spoken: language } : { talk: TALK.en, spoken: 'en' }
}
