import type { SeedComment } from './discussion.ts'

/** What lies on the desk beside the queue. Comments and people are those of `discussion.ts`. */

/** Published like the others, then hidden by a senior on the desk's own ground. */
export const blinded = {
  comment: {
    id: 'b01',
    article: 'party-meeting-day-two',
    author: 'seojun',
    ago: 1400,
    text: '기사에 나온 다방은 우체국 뒤에 있는 그 집입니다. 따님이 군청 민원실에서 일하니 열쇠가 왜 거기 있는지는 그분께 전화로 물어보시면 됩니다.',
  },
  days: 30,
  clauses: ['SB-05'],
  explanation:
    '기사에 나오지 않은 가족의 직장이 적혀 있습니다. 당사자에게 확인하는 동안 길어도 30일까지만 가려 둡니다. 그 전에 이의를 제기하시면 다른 담당자가 다시 살펴봅니다.',
} as const satisfies { comment: SeedComment } & Record<string, unknown>

/** By the writer of the rejected comment. */
export const appeal = {
  author: 'ollie',
  text: 'I meant the text, not the person. A summary copied from the radio deserves to be called one. I would leave out the monkey, but I stand by the parrot, and I would like somebody else to read it again.',
} as const

/** Under Korean Network Act 44-2, by somebody who has no account. */
export const notice = {
  comment: 'k04',
  claim: 'kr44_2',
  name: '오정만',
  email: 'jm.oh@myeon.example',
  reference: '정보통신망법 제44조의2 (명예훼손)',
  body: '저는 이 댓글에 나오는 면사무소에서 대피소 열쇠를 맡고 있습니다. 열쇠는 지난달 점검 뒤에 세 사람이 나누어 보관하고 있으며, 점검표도 있습니다. 한 사람만 가지고 있다는 글 때문에 제가 일을 게을리한 것처럼 알려져 주민들에게서 항의 전화를 받고 있습니다. 삭제하거나 사실 확인이 될 때까지 가려 주시기 바랍니다.',
} as const

/** A moderator hands a case up. */
export const handedUp = {
  comment: 'p15',
  note: 'The number may well be the writer’s own, given to help. May it stay, or is it private information under SB-05 all the same?',
} as const

export const notes = {
  ofComment: {
    comment: 'e13',
    text: 'Aoife named the speech when asked by mail: the defence committee, 14 October. Unsourced, but not invented.',
  },
  ofWriter: {
    author: 'ollie',
    text: 'Three tries at the same sentence in one afternoon. Calm on other articles; the step for two weeks should be enough.',
  },
} as const

/** The paper's own word rules: one that lets a comment wait, one that is harmless for all lists. */
export const words = [
  { kind: 'hold', word: '기레기' },
  { kind: 'allow', word: '바보 이반' },
] as const
