import type { Catalogue } from '../index.ts'

/** 단어 규칙. */
export const koWords: Catalogue['console']['words'] = {
  title: '단어 규칙',
  intro: '이 단어가 들어 있는 댓글은 검토를 기다립니다. 단어만으로 댓글이 반려되는 일은 없습니다.',
  done: { added: '단어를 추가했습니다.', removed: '단어를 삭제했습니다.' },
  trialTitle: '문장 시험',
  trialText: '아무것도 저장하지 않고, 본문 검사 결과만 보여 줍니다.',
  text: '문장',
  trial: '시험하기',
  form: '비교에 쓰는 글자',
  noForm: '없음',
  waits: '이 댓글은 검토를 기다리게 됩니다.',
  passes: '본문 검사에 걸리지 않습니다. 바로 게시할지는 신문사의 검토 방식에 따릅니다.',
  faulty: '이대로는 등록할 수 없습니다.',
  source: (check, version) =>
    check === 'word-rules' ? `자체 단어, 개정 ${version}` : `기본 제공, ${check} ${version}`,
  addTitle: '단어 추가',
  addText:
    '로마자 단어는 단어 전체가 같아야 하며, 별표를 붙이면 그쪽이 열립니다(예: spam*). 한글 단어는 어디에 있어도 찾고, ㅅㅂ 같은 초성은 낱말 전체일 때만 찾습니다. 대소문자, 닮은 글자, 사이에 끼운 기호, 늘여 쓴 글자는 구분하지 않습니다.',
  word: '단어',
  kind: '목록',
  kinds: { hold: '먼저 검토', allow: '허용' },
  add: '추가',
  remove: '삭제',
  holdTitle: (count) => `먼저 검토할 단어 (${count})`,
  holdText: '이 단어가 들어 있는 댓글은 검토를 기다립니다.',
  allowTitle: (count) => `허용 단어 (${count})`,
  allowText: '다른 단어를 품고 있지만 문제없는 이름과 용어입니다. 기본 제공 목록에도 우선합니다.',
  none: '아직 없습니다.',
  readOnly: '이 목록은 선임 운영자와 관리자가 변경할 수 있습니다.',
}
