import { policy } from '../../seeds/policy.ts'
import type { Article } from '../../src/features/articles/model.ts'
import type { Comment } from '../../src/features/comments/model.ts'
import { uuidv7 } from '../../src/kernel/ids.ts'
import { CLAIM, LAW } from '../moderation/legal-world.ts'
import { newest } from '../support/appeals.ts'
import { caseOf, decide, submit } from '../support/desk.ts'
import { PSEUDO, pseudoText } from '../support/pseudo-language.ts'
import type { Person, World } from '../support/world.ts'

/** A paper that offers the pseudo-language too. What people write in it is Korean, so that no letter of it is Latin. */
export interface Furnished {
  article: Article
  admin: Person
  reader: Person
  other: Person
  published: Comment
  reply: Comment
  pending: Comment
  rejected: Comment
  blinded: Comment
  withdrawn: Comment
  /** Code of a legal notice about `blinded`, and its id. */
  notice: { code: string; id: string }
  /** What `rejected` was refused by, an appeal against another refusal, and the case of `pending`. */
  decision: string
  appeal: string
  case: string
}

const BODY = '같은 소식을 두 번 읽었는데 처음보다 나중이 더 분명했습니다.'

export async function furnish(world: World): Promise<Furnished> {
  const { site, services } = world
  await services.sites.update(site.key, {
    title: { ...site.title, [PSEUDO]: pseudoText('The Morning Ledger') },
  })
  await services.policy.publish(
    site.id,
    inPseudo({ ...policy, notice: { en: 'Clearer.', ko: '더 분명하게.' } }),
  )
  const article = await world.putArticle({
    headline: '시의회, 국경 도로에 쉼터 두 곳을 열기로',
    section: ['지역'],
    authors: [{ name: '서유나' }],
  })
  const admin = await world.staff('한지우', 'admin')
  const reader = await world.reader('김하늘')
  const other = await world.reader('박서준')
  const write = (as: Person, text: string) => submit(world, as, text, article)
  const now = async ({ id }: Comment) => (await services.comments.byId(site.id, id)) as Comment
  const publish = async (comment: Comment) => {
    if (comment.state === 'pending') await decide(world, admin, comment, 'approve')
    return now(comment)
  }
  const published = await publish(await write(other, BODY))
  const context = { site: (await services.sites.byId(site.id)) ?? site, article }
  const answer = await services.comments.submit(
    reader.actor,
    context,
    { text: '저도 그렇게 생각합니다.', parent: published.id },
    null,
  )
  const reply = await publish(answer.comment)
  const rejected = await write(reader, '이 글은 기준에 맞지 않아 게시되지 않습니다.')
  await decide(world, admin, rejected, 'reject:SB-01', '다른 독자를 겨냥한 표현입니다.')
  const { id: decision } = await newest(world)
  const appealed = await write(reader, '이 글에 대한 결정에는 이의를 제기합니다.')
  await decide(world, admin, appealed, 'reject:SB-02')
  const contested = { decisionId: (await newest(world)).id, text: '규칙을 지켰습니다.' }
  const { id: appeal } = await services.moderation.appeal(reader.actor, contested)
  const pending = await write(reader, '이 글은 아직 검토를 기다리고 있습니다.')
  await write(other, '연락처는 010-1234-5678 입니다. https://한글.example/길')
  const withdrawn = await publish(await write(reader, '이 글은 곧 거둘 생각입니다.'))
  await services.comments.submit(other.actor, context, { text: '아쉽습니다.', parent: withdrawn.id }, null)
  const blinded = await publish(await write(other, '두 번째 문장에는 사실과 다른 내용이 있습니다.'))
  const { code, notice } = await services.moderation.fileNotice(site.id, {
    ...CLAIM,
    name: '이정우',
    reference: '명예',
    body: '사실이 아닙니다.',
    commentId: blinded.id,
    goodFaith: true,
    language: 'en',
    key: uuidv7(world.clock.now()),
  })
  await services.moderation.blind(admin.actor, {
    commentId: blinded.id,
    version: (await now(blinded)).version,
    days: 30,
    ...LAW,
    lawReference: '정보통신망법 44조의2',
    explanation: '권리를 해칠 수 있습니다.',
  })
  return {
    article,
    admin,
    reader,
    other,
    published,
    reply,
    pending,
    rejected,
    blinded,
    withdrawn,
    decision,
    appeal,
    case: await caseOf(world, admin, pending),
    notice: { code, id: notice.id },
  }
}

/** Every text of a policy that has an English one gets its pseudo one. */
function inPseudo<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(inPseudo) as Value
  if (typeof value !== 'object' || value === null) return value
  if ('en' in value && typeof value.en === 'string')
    return { ...value, [PSEUDO]: pseudoText(value.en) } as Value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, inPseudo(part)])) as Value
}
