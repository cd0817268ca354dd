/** An invented person, with one stable id per provider. */
export interface Persona {
  /** Short name in forms and tests. */
  key: string
  name: string
  language: string
  /** Why this person is here; shown beside the button. */
  note: string
  xId: string
  xHandle: string
  facebookId: string
  hasAvatar: boolean
  isProtected: boolean
  isVerified: boolean
}

const ordinary = { language: 'en', hasAvatar: true, isProtected: false, isVerified: false }

export const PERSONAS: readonly Persona[] = [
  {
    ...ordinary,
    key: 'maya',
    name: 'Maya Okafor',
    note: 'An everyday English name',
    isVerified: true,
    xId: '1500000000000000001',
    xHandle: 'maya_okafor',
    facebookId: '10150000000000001',
  },
  {
    ...ordinary,
    key: 'haneul',
    name: '김하늘',
    language: 'ko',
    note: 'A name in Hangul',
    xId: '1500000000000000002',
    xHandle: 'haneul_writes',
    facebookId: '10150000000000002',
  },
  {
    ...ordinary,
    key: 'seojun',
    name: '박서준',
    language: 'ko',
    note: 'Another name in Hangul',
    xId: '1500000000000000003',
    xHandle: 'seojun_reads',
    facebookId: '10150000000000003',
  },
  {
    ...ordinary,
    key: 'emoji',
    name: 'Juno 🌿👩🏽‍🚀',
    note: 'Emoji, one of them joined from several',
    xId: '1500000000000000004',
    xHandle: 'juno_in_orbit',
    facebookId: '10150000000000004',
  },
  {
    ...ordinary,
    key: 'long',
    name: 'Wilhelmina Anastasia van der Bergh-Montgomery-Hale',
    note: '50 characters, the longest name X allows',
    xId: '1500000000000000005',
    xHandle: 'wilhelmina_abmh',
    facebookId: '10150000000000005',
  },
  {
    ...ordinary,
    key: 'rtl',
    name: 'سلمى الخطيب',
    language: 'ar',
    note: 'Written from right to left',
    xId: '1500000000000000006',
    xHandle: 'salma_khatib',
    facebookId: '10150000000000006',
  },
  {
    ...ordinary,
    key: 'no-avatar',
    name: 'Ines Duarte',
    note: 'No picture',
    hasAvatar: false,
    xId: '1500000000000000007',
    xHandle: 'ines_duarte',
    facebookId: '10150000000000007',
  },
  {
    ...ordinary,
    key: 'protected',
    name: 'Tomás Vidal',
    note: 'A protected account',
    isProtected: true,
    xId: '1500000000000000008',
    xHandle: 'tomas_locked',
    facebookId: '10150000000000008',
  },
  {
    ...ordinary,
    key: 'handle-before',
    name: 'Robin Achterberg',
    note: 'Before a change of handle',
    xId: '1500000000000000009',
    xHandle: 'robin_writes',
    facebookId: '10150000000000009',
  },
  {
    ...ordinary,
    key: 'handle-after',
    name: 'Robin A. Weiss',
    note: 'The same person, same id, with another handle and name',
    xId: '1500000000000000009',
    xHandle: 'robin_a_weiss',
    facebookId: '10150000000000009',
  },
  {
    ...ordinary,
    key: 'namesake-one',
    name: 'Alex Kim',
    note: 'One of two people with this name',
    xId: '1500000000000000010',
    xHandle: 'alexkim_seoul',
    facebookId: '10150000000000010',
  },
  {
    ...ordinary,
    key: 'namesake-two',
    name: 'Alex Kim',
    note: 'The other one, another id',
    xId: '1500000000000000011',
    xHandle: 'alexkim_lagos',
    facebookId: '10150000000000011',
  },
]

export function personaByKey(key: string): Persona | undefined {
  return PERSONAS.find((persona) => persona.key === key)
}
