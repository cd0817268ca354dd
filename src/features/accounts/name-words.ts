/** Words that say "I speak for the paper", alone or beside a name. Compared as whole words. */
export const ROLE_WORDS = [
  'moderator',
  'mod',
  'admin',
  'administrator',
  'staff',
  'official',
  'editor',
  'support',
  'newsroom',
  '관리자',
  '운영자',
  '운영진',
  '운영팀',
  '관리팀',
  '편집장',
  '논설위원',
  '편집부',
  '편집국',
  '기자',
  '공식',
  '데스크',
] as const

/** What is written together with such a word, before it (`댓글관리자`, `superadmin`) and after it (`운영자님`, `mods`). */
export const ROLE_PREFIXES = [
  'comment',
  'comments',
  'site',
  'web',
  'news',
  'super',
  'sys',
  'head',
  'chief',
  '댓글',
  '소셜',
  '사이트',
  '홈페이지',
  '게시판',
  '뉴스',
  '신문',
  '신문사',
  '편집',
  '총',
] as const
export const ROLE_SUFFIXES = ['s', 'team', '님', '팀', '들', '계정'] as const

/** What may stand beside a paper's title without making it another name. */
export const TITLE_COMPANY = [
  'the',
  'team',
  'news',
  'comments',
  'desk',
  'social',
  'account',
  '팀',
  '운영',
  '편집',
  '관리',
  '뉴스',
  '댓글',
  '댓글팀',
  '소셜',
  '계정',
] as const

const FAMILY_NAMES =
  '김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄원천'
/** Before `기자` these make a verb more often than a name: 즐기자, 이기자, 웃기자, 남기자 … */
const VERB_STEMS = '즐이웃남옮챙넘안맡벗숨신빗끊뜯찢쫓당여새생섬풍튕밀굶씻'

/** `김하늘기자`, `김기자`: a family name, at most two syllables, and the word for reporter without a space. */
export const REPORTER = new RegExp(`^[${FAMILY_NAMES}](?:[가-힣]{2})?(?<![${VERB_STEMS}])기자님?$`, 'u')
