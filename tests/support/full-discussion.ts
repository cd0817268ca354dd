import type { Article } from '../../src/features/articles/model.ts'
import type { Comment } from '../../src/features/comments/model.ts'
import { decide } from './desk.ts'
import type { Person, World } from './world.ts'

/** Texts and names that lay out badly: long words, both directions in one line, nothing but signs. */
const TEXTS: readonly (readonly [name: string, text: string])[] = [
  ['Maya Okafor', 'The drone defence budget was cut in the spring.\nWorth a follow-up?'],
  ['مريم الخطيب', 'هل نُشر النص الكامل للتقرير؟ أرجو المتابعة في 2026.'],
  ['דנה לוי', 'האם פורסם הדו״ח המלא? (ראו עמוד 12)'],
  ['Tom (תום) Ashworth', 'He wrote “שלום, world” and left it at that.'],
  [
    'Donaudampfschifffahrtsgesellsch',
    'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft',
  ],
  ['김하늘', '대피소 점검 결과도 기사로 다뤄 주세요. 예산이 어디에 쓰였는지 궁금합니다.'],
  ['👩🏽‍🚀 Juno', '🌿👩🏽‍🚀🇰🇷'.repeat(20)],
  ['Ines Duarte', 'x'.repeat(250)],
]

export interface FullDiscussion {
  article: Article
  /** A reader with a waiting and a refused comment of their own. */
  writer: Person
  published: Comment
  removed: Comment
}

/** A discussion with every kind of comment that a page can show, on more than one page. The site publishes at once. */
export async function fullDiscussion(world: World): Promise<FullDiscussion> {
  const { comments, moderation, articles } = world.services
  const article = await world.putArticle({
    headline: 'Council to open two shelters on the border road before the winter',
    section: ['National', 'North Korea'],
  })
  const [moderator, senior] = [await world.staff(), await world.staff('Yoon Seo', 'senior')]
  const people = new Map<string, Person>()
  async function write(name: string, text: string, parent?: Comment): Promise<Comment> {
    world.clock.advance(61_000)
    const person = people.get(name) ?? (await world.reader(name))
    people.set(name, person)
    const input = parent ? { text, parent: parent.id } : { text }
    return (await comments.submit(person.actor, { site: world.site, article }, input, null)).comment
  }
  async function remove(comment: Comment): Promise<void> {
    const reporter = await world.reader('Olle Reporter')
    await moderation.report(reporter.actor, { commentId: comment.id, clause: 'SB-01', note: '' })
    await decide(world, moderator, comment, 'reject:SB-01', 'Please keep to the matter.')
  }

  for (let at = 1; at <= 14; at += 1) await write('Maya Okafor', `An older comment, number ${at}.`)
  const removed = await write('Nobody Inparticular', 'S3CRET text of a comment that was removed.')
  await write('Tom (תום) Ashworth', 'An answer that stays.', removed)
  await remove(removed)
  const blinded = await write('Ines Duarte', 'S3CRET text of a comment that is hidden by law.')
  await moderation.blind(senior.actor, {
    commentId: blinded.id,
    version: blinded.version,
    days: 30,
    clauses: [],
    lawReference: 'KR Network Act 44-2',
    explanation: 'It may injure a right.',
  })
  const written: Comment[] = []
  for (const [name, text] of TEXTS) written.push(await write(name, text))
  const [published] = written
  if (!published) throw new Error('nothing was written')
  for (const [name, text] of TEXTS)
    await write(name, `${Array.from(text).slice(0, 100).join('')} (2)`, published)
  await articles.pin(senior.actor, article.id, published.id)
  const writer = people.get('김하늘') ?? (await world.reader('김하늘'))
  await write(
    '김하늘',
    'Waiting: see https://example.org/and/a/very/long/address/that/does/not/break?with=parameters',
  )
  await decide(
    world,
    moderator,
    await write('김하늘', 'Refused: see https://example.org/refused'),
    'reject:SB-01',
    'Please keep to the matter.',
  )
  return { article, writer, published, removed }
}
