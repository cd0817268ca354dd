import { randomUUID } from 'node:crypto'
import { another } from '../support/another.ts'
import type { Asked, Route, Routes } from './access.ts'
import type { Filled, Who } from './filled.ts'

type Ask = Route['ask']
const page = (path: string, more: Partial<Route> = {}): Route => ({
  is: 'page',
  door: 'desk',
  ask: () => ({ path }),
  ...more,
})
const act = (ask: Ask, more: Partial<Route> = {}): Route => ({ is: 'redirect', door: 'desk', ask, ...more })
const thing = (ask: Ask, more: Partial<Route> = {}): Route => act(ask, { thing: true, ...more })

/** The form of a case, with a lease of the asker's. */
const onCase =
  (
    rest: string,
    fields: Record<string, string>,
    more: (world: Filled) => Record<string, string> = () => ({}),
  ) =>
  async (world: Filled, who: Who): Promise<Asked> => {
    const comment = await world.pending()
    const caseId = await world.caseOf(comment)
    const lease = await world.lease(who, caseId)
    return { path: `/console/cases/${caseId}/${rest}`, form: { lease, ...fields, ...more(world) } }
  }

async function refused(world: Filled, who: Who) {
  const comment = await world.pending()
  const decision = await world.decided(comment, 'reject', world.actor(who))
  const after = await world.services.comments.byId(world.site.id, comment.id)
  return { comment, decision, version: `${after?.version ?? 0}`, caseId: decision.caseId ?? '' }
}

async function appealed(world: Filled) {
  const decision = await world.decided(await world.pending(), 'reject')
  const reader = world.people['a reader']
  if (!reader) throw new Error('no reader')
  await world.services.moderation.appeal(reader.actor, { decisionId: decision.id, text: 'It was a quote.' })
  const own = await world.stores.moderation.appealsOf(world.site.id, reader.account.id)
  const appeal = own.find((one) => one.decisionId === decision.id)
  if (!appeal) throw new Error('no appeal')
  return appeal
}

async function openedAppeal(world: Filled, who: Who) {
  const { id } = await appealed(world)
  const holder = world.actor(who, world.senior)
  const opened = await world.services.moderation.openAppeal(holder.actor, holder.account.displayName, id)
  const answer = {
    verdict: 'uphold',
    reason: 'It was not a quote.',
    version: `${opened.comment?.version ?? 0}`,
    lease: opened.lease?.token ?? 'none',
  }
  return { id, answer, holder }
}

const onArticle =
  (rest: string, fields: Record<string, string>): Ask =>
  async (world) => ({ path: `/console/articles/${(await world.putArticle()).id}/${rest}`, form: fields })

const onComment =
  (rest: string, fields: Record<string, string>): Ask =>
  async (world) => {
    const { id, version } = await world.published()
    return { path: `/console/comments/${id}/${rest}`, form: { version: `${version}`, ...fields } }
  }

const onPerson =
  (rest: string, fields: Record<string, string> = {}): Ask =>
  async (world) => ({
    path: `/console/people/${(await world.person('Somebody There', 'moderator')).account.id}/${rest}`,
    form: fields,
  })

const onWriter =
  (rest: string, fields: Record<string, string>): Ask =>
  async (world) => ({
    path: `/console/writers/${(await world.person('Some Writer')).account.id}/${rest}`,
    form: fields,
  })

const LAW = { law: 'KR Network Act 44-2', explanation: 'It may injure a right.' }

/** A comment that the desk has entered an order about: of notices from outside, few are taken in an hour. */
async function claimed(world: Filled) {
  const comment = await world.published()
  const order = { authority: 'Seoul Central Court', reference: '2026-1', body: 'Take it down.' }
  const filed = { ...order, commentId: comment.id, key: randomUUID() }
  return { comment, noticeId: await world.services.moderation.enterOrder(world.senior.actor, filed) }
}

const onClaim =
  (name: string, fields: Record<string, string>): Ask =>
  async (world) => {
    const { comment, noticeId } = await claimed(world)
    const form = { version: `${comment.version}`, notice: noticeId, ...fields }
    return { path: `/console/notices/comments/${comment.id}/${name}`, form }
  }

/** The draft of the asker's own paper. */
const onDraft =
  (rest: string, fields: Record<string, string>, isChanged = true): Ask =>
  async (world, who) => {
    const { policy } = world.services
    const own = world.people[who]?.account.role === 'admin' ? world.people[who] : world.admin
    const { actor } = own ?? world.admin
    const notice = { part: 'notice', notice: { en: another('News'), ko: another('소식') } } as const
    const clause = {
      part: 'add-clause',
      title: { en: 'N', ko: 'N' },
      text: { en: another('T'), ko: 'T' },
    } as const
    if (isChanged) {
      await policy.changeDraft(actor, (await policy.draft(actor)).revision, notice)
      const more = { severity: 1, dsaCategory: 'STATEMENT_CATEGORY_VIOLENCE' } as const
      await policy.changeDraft(actor, (await policy.draft(actor)).revision, { ...clause, ...more })
    }
    const { revision } = await policy.draft(actor)
    return { path: `/console/policy/${rest}`, form: { revision: `${revision}`, ...fields } }
  }

async function siteForm(world: Filled, who: Who): Promise<Asked> {
  const siteId = world.people[who]?.account.siteId ?? world.site.id
  const site = (await world.services.sites.byId(siteId)) ?? world.site
  const form = {
    revision: `${site.revision}`,
    titleEn: 'The Morning Ledger',
    titleKo: '모닝레저',
    timeZone: 'Asia/Seoul',
    mode: site.mode,
    newcomerThreshold: '3',
    perArticle: '10000',
    perDay: '10000',
    secondsBetween: '0',
    closeAfterDays: '',
    outsideCheck: '',
  }
  return { path: '/console/settings/site', form }
}

async function picture(world: Filled): Promise<Asked> {
  const { previews } = world.services
  const found = await previews.look(
    world.moderator.actor,
    `${world.publicUrl}/a/${world.article.id}`,
    (request) => world.app.fetch(request),
  )
  const [image] = Object.values(found.page.images)
  const hash = image?.outcome === 'ok' ? image.hash : ''
  return { path: `/console/previews/${hash}/kakao.jpg` }
}

/** What may be done depends on the article, which is looked for first. */
const SENIORS_ARTICLE = { rank: 'senior', but: { 'another paper’s moderator': 404 } } as const

/** What the paper's people do at the desk. */
export const DESK: Routes = {
  'GET /console': page('/console', { is: 'desk queue' }),
  'POST /console/cases/:id/decision': thing(
    onCase('decision', { decision: 'approve', version: '1' }, ({ clock }) => ({ shown: `${clock.now()}` })),
  ),
  'POST /console/cases/:id/skip': thing(onCase('skip', {})),
  'POST /console/cases/:id/escalate': thing(onCase('escalate', { note: 'For a senior' })),
  'POST /console/cases/:id/correct': thing(async (world, who) => {
    const { caseId, version } = await refused(world, who)
    return { path: `/console/cases/${caseId}/correct`, form: { version, explanation: 'It was wrong.' } }
  }),
  'POST /console/cases/:id/review': thing(async (world, who) => {
    const { caseId } = await world.decided(await world.pending(), 'approve', world.actor(who))
    return { path: `/console/cases/${caseId}/review`, form: {} }
  }),
  'POST /console/decisions/:id/undo': thing(async (world, who) => ({
    path: `/console/decisions/${(await refused(world, who)).decision.id}/undo`,
    form: {},
  })),
  'POST /console/ahead': act(
    async (world) => ({
      path: '/console/ahead',
      form: { wanted: await world.caseOf(await world.pending()), more: '1' },
    }),
    { is: 'private page' },
  ),
  'POST /console/leases': act(
    async (world) => ({ path: '/console/leases', form: { held: await world.caseOf(await world.pending()) } }),
    { is: 'data' },
  ),
  'POST /console/leave': act(
    async (world, who) => {
      const caseId = await world.caseOf(await world.pending())
      const lease = await world.lease(who, caseId)
      return { path: '/console/leave', form: { held: `${caseId}:${world.clock.now() + 60_000}:${lease}` } }
    },
    { is: 'nothing' },
  ),
  'GET /console/appeals': page('/console/appeals'),
  'GET /console/appeals/:id': page('', {
    thing: true,
    ask: async (world) => ({ path: `/console/appeals/${(await appealed(world)).id}` }),
  }),
  'POST /console/appeals/:id': thing(
    async (world, who) => {
      const { id, answer } = await openedAppeal(world, who)
      return { path: `/console/appeals/${id}`, form: answer }
    },
    // Whoever decided does not answer.
    { but: { 'a moderator': 403 } },
  ),
  'POST /console/appeals/:id/undo': thing(
    async (world, who) => {
      const { id, answer, holder } = await openedAppeal(world, who === 'a moderator' ? 'nobody' : who)
      const decision = await world.services.moderation.answerAppeal(holder.actor, {
        appealId: id,
        verdict: 'uphold',
        clauses: [],
        lawReference: null,
        explanation: answer.reason,
        version: Number(answer.version),
        leaseToken: answer.lease,
      })
      return { path: `/console/appeals/${id}/undo`, form: { decision: decision.id } }
    },
    // Whoever answered takes it back.
    { but: { 'a moderator': 409 } },
  ),
  'GET /console/articles': page('/console/articles'),
  'GET /console/articles/:id': page('', {
    thing: true,
    ask: ({ article }) => ({ path: `/console/articles/${article.id}` }),
  }),
  'GET /console/articles/:id/comments': page('', {
    thing: true,
    ask: ({ article }) => ({ path: `/console/articles/${article.id}/comments` }),
  }),
  'POST /console/articles/:id/discussion': thing(onArticle('discussion', { discussion: 'closed' })),
  'POST /console/articles/:id/days': thing(onArticle('days', { days: '7' }), SENIORS_ARTICLE),
  'POST /console/articles/:id/premoderation': thing(
    onArticle('premoderation', { premoderated: 'yes' }),
    SENIORS_ARTICLE,
  ),
  'POST /console/articles/:id/pin': thing(async (world) => {
    const { id, articleId } = await world.published()
    return { path: `/console/articles/${articleId}/pin`, form: { comment: id } }
  }),
  'GET /console/bulk': page('', {
    // Another paper's case is not in the list.
    ask: async (world) => ({ path: `/console/bulk?item=${await world.caseOf(await world.pending())}:1` }),
  }),
  'POST /console/bulk': act(
    async (world) => ({
      path: '/console/bulk',
      form: { decision: 'approve', item: `${await world.caseOf(await world.pending())}:1` },
    }),
    { is: 'page' },
  ),
  'POST /console/bulk/undo': act(
    async (world, who) => ({
      path: '/console/bulk/undo',
      form: { decision: (await refused(world, who)).decision.id },
    }),
    { is: 'page' },
  ),
  'GET /console/comments/:id': page('', {
    thing: true,
    ask: async (world) => ({ path: `/console/comments/${(await world.published()).id}` }),
  }),
  'POST /console/comments/:id/take-up': thing(async (world) => ({
    path: `/console/comments/${(await world.published()).id}/take-up`,
    form: {},
  })),
  'POST /console/comments/:id/hold': thing(onComment('hold', { explanation: 'Look again.' })),
  'POST /console/comments/:id/correct': thing(async (world, who) => {
    const { comment, version } = await refused(world, who)
    return {
      path: `/console/comments/${comment.id}/correct`,
      form: { version, explanation: 'It was wrong.' },
    }
  }),
  'POST /console/comments/:id/notes': thing(async (world) => ({
    path: `/console/comments/${(await world.published()).id}/notes`,
    form: { note: 'Seen before' },
  })),
  'GET /console/log': page('/console/log'),
  'GET /console/log/:seq': page('', {
    ask: async (world, who) => {
      const isOther = world.people[who]?.account.siteId === world.other.id
      const [newest] = await world.stores.moderation.newestDecisions(world.site.id, 1)
      return { path: `/console/log/${isOther ? 999_999 : (newest?.seq ?? 0)}` }
    },
    but: { 'another paper’s moderator': 404, 'another paper’s admin': 404 },
  }),
  'GET /console/notices': page('/console/notices', { rank: 'senior' }),
  'GET /console/notices/new': page('', {
    rank: 'senior',
    thing: true,
    ask: async (world) => ({ path: `/console/notices/new?comment=${(await world.published()).id}` }),
  }),
  'GET /console/notices/:id': page('', {
    rank: 'senior',
    thing: true,
    ask: async (world) => ({ path: `/console/notices/${(await claimed(world)).noticeId}` }),
  }),
  'POST /console/notices/comments/:id/blind': thing(onClaim('blind', { ...LAW, days: '30' }), {
    rank: 'senior',
  }),
  'POST /console/notices/comments/:id/remove': thing(onClaim('remove', LAW), { rank: 'senior' }),
  'POST /console/notices/comments/:id/refuse': thing(
    onClaim('refuse', { explanation: 'No right is injured.' }),
    {
      rank: 'senior',
    },
  ),
  'POST /console/notices/comments/:id/restore': thing(
    async (world) => {
      const comment = await world.published()
      const seen = { commentId: comment.id, version: comment.version, clauses: [], lawReference: LAW.law }
      await world.services.moderation.blind(world.senior.actor, {
        ...seen,
        explanation: 'A right.',
        days: 30,
      })
      const version = (await world.services.comments.byId(world.site.id, comment.id))?.version ?? 0
      const form = { version: `${version}`, explanation: 'It is settled.' }
      return { path: `/console/notices/comments/${comment.id}/restore`, form }
    },
    { rank: 'senior' },
  ),
  'POST /console/notices/comments/:id/order': thing(
    async (world) => ({
      path: `/console/notices/comments/${(await world.published()).id}/order`,
      form: {
        authority: 'Seoul Central Court',
        reference: '2026-1',
        body: 'Take it down.',
        key: randomUUID(),
      },
    }),
    { rank: 'senior' },
  ),
  'GET /console/people': page('/console/people', { rank: 'admin' }),
  'POST /console/people/invite': act(
    () => ({ path: '/console/people/invite', form: { role: 'moderator' } }),
    {
      is: 'page',
      rank: 'admin',
    },
  ),
  'POST /console/people/invitations/:id/withdraw': thing(
    async (world) => {
      await world.services.accounts.invite(world.admin.actor, 'moderator')
      const list = await world.services.accounts.invitations(world.admin.actor)
      return { path: `/console/people/invitations/${list[0]?.id}/withdraw`, form: {} }
    },
    { rank: 'admin' },
  ),
  'POST /console/people/:id/role': thing(onPerson('role', { role: 'senior' }), { rank: 'admin' }),
  'POST /console/people/:id/remove': thing(onPerson('remove'), { rank: 'admin' }),
  'POST /console/people/:id/sessions': thing(onPerson('sessions'), { rank: 'admin' }),
  'POST /console/people/:id/factor': thing(onPerson('factor'), { rank: 'admin', is: 'page' }),
  'GET /console/policy': page('/console/policy'),
  'GET /console/policy/edit': page('/console/policy/edit?part=head', { rank: 'admin' }),
  'GET /console/policy/publish': page('/console/policy/publish'),
  'POST /console/policy/edit': act(
    onDraft('edit', { part: 'notice', textEn: 'What is new', textKo: '새 소식' }, false),
    { rank: 'admin' },
  ),
  'POST /console/policy/remove': act(onDraft('remove', { part: 'retire-clause', id: 'SB-02' }), {
    rank: 'admin',
  }),
  'POST /console/policy/rebase': act(onDraft('rebase', {}), { rank: 'admin' }),
  'POST /console/policy/publish': act(onDraft('publish', {}), { rank: 'admin' }),
  'POST /console/policy/discard': act(onDraft('discard', {}), { rank: 'admin' }),
  'GET /console/previews': page('/console/previews'),
  'GET /console/previews/:hash/:file': { is: 'data', door: 'desk', thing: true, ask: picture },
  'GET /console/settings': page('/console/settings'),
  'POST /console/settings/recovery-codes': act(
    () => ({ path: '/console/settings/recovery-codes', form: { code: '123456' } }),
    // Nobody here has a second factor yet, which a new code would need.
    {
      is: 'page',
      but: Object.fromEntries(
        (
          [
            'a moderator',
            'a senior',
            'an admin',
            'another paper’s moderator',
            'another paper’s admin',
          ] as const
        ).map((who) => [who, 403]),
      ),
    },
  ),
  'POST /console/settings/sessions/others': act(async (world, who) => ({
    path: '/console/settings/sessions/others',
    form: {},
    headers: await world.fresh(who),
  })),
  'POST /console/settings/sessions/:id/end': act(async (world, who) => ({
    path: `/console/settings/sessions/${randomUUID()}/end`,
    form: {},
    headers: await world.fresh(who),
  })),
  'POST /console/settings/language': act(() => ({
    path: '/console/settings/language',
    form: { language: 'en' },
  })),
  'GET /console/settings/site': page('/console/settings/site', { rank: 'admin' }),
  'POST /console/settings/site': act(siteForm, { rank: 'admin' }),
  'POST /console/settings/site/pause': act(
    () => ({ path: '/console/settings/site/pause', form: { paused: 'no' } }),
    { rank: 'admin' },
  ),
  'GET /console/statements/:file': page('/console/statements/2026-H1.csv', { is: 'data', rank: 'admin' }),
  'GET /console/statistics': page('/console/statistics'),
  'GET /console/statistics/:file': page('/console/statistics/inbound.csv', { is: 'data' }),
  'GET /console/words': page('/console/words'),
  'POST /console/words': act(
    () => ({ path: '/console/words', form: { kind: 'hold', word: another('zzz').replaceAll(' ', '') } }),
    { rank: 'senior' },
  ),
  'POST /console/words/:id/remove': thing(
    async (world) => {
      const word = another('zzz').replaceAll(' ', '')
      await world.services.words.add(world.senior.actor, 'hold', word)
      const list = await world.services.words.list(world.senior.actor)
      return { path: `/console/words/${list[0]?.id}/remove`, form: {} }
    },
    { rank: 'senior' },
  ),
  'GET /console/writers': page('/console/writers'),
  'GET /console/writers/:id': page('', {
    thing: true,
    ask: ({ writer }) => ({ path: `/console/writers/${writer.account.id}` }),
  }),
  'POST /console/writers/:id/restrict': thing(
    onWriter('restrict', {
      kind: 'mute',
      days: '7',
      clause: 'SB-01',
      explanation: 'For a week.',
      confirm: 'restriction',
    }),
  ),
  'POST /console/writers/:id/restrictions/:restriction/lift': thing(async (world, who) => {
    const { account } = await world.person('Some Writer', 'reader')
    const subject = { accountId: account.id, followsFrom: null, rejects: [] }
    const ground = { clauses: ['SB-01'], lawReference: null, explanation: 'For a week.' }
    const by = world.actor(who).actor
    await world.services.moderation.restrict(by, 'By', {
      kind: 'mute',
      days: 7,
      ...ground,
      ...subject,
    })
    const { restrictions } = await world.services.moderation.writer(by, account.id)
    const form = { explanation: 'Enough.' }
    return { path: `/console/writers/${account.id}/restrictions/${restrictions[0]?.id}/lift`, form }
  }),
  'POST /console/writers/:id/notes': thing(onWriter('notes', { note: 'Seen before' })),
}
