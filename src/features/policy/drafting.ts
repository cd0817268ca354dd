import { Problem } from '../../kernel/errors.ts'
import { parse } from '../../kernel/parse.ts'
import type { Language } from '../../locales/language.ts'
import type { Actor } from '../accounts/model.ts'
import type { Ports } from '../ports.ts'
import { siteLanguages } from './languages.ts'
import {
  type DraftChangeInput,
  draftChange,
  type PolicyComparison,
  type PolicyDraft,
  type PolicyVersion,
  policyInput,
} from './model.ts'
import { applyChange, comparePolicies, contentOf, isSame } from './rules.ts'

/** The draft as the desk reads it. Without one, it is the version in force and revision 0. */
export interface OpenDraft extends PolicyDraft {
  current: PolicyVersion
  comparison: PolicyComparison
  /** Whose change is the newest; empty where there is no draft. */
  updatedBy: string
  /** In which it has to be written before it can be published. */
  languages: readonly Language[]
}

/**
 * How the admins of a site write its next policy. A change names the revision that it was made from; `stale-draft` says who
 * has changed the draft since, and when.
 */
export interface PolicyDrafting {
  /** Everybody of the desk may read. @throws {Problem} `not-allowed`, `not-found` for a site without a policy */
  draft(actor: Actor): Promise<OpenDraft>
  /** The first change begins the draft. @throws {Problem} `not-allowed`, `not-found`, `invalid-field`, `stale-draft` */
  changeDraft(actor: Actor, revision: number, change: DraftChangeInput): Promise<void>
  /** Takes the draft as one of the version in force, where another was published meanwhile. @throws as `changeDraft` */
  rebaseDraft(actor: Actor, revision: number): Promise<void>
  /** @throws {Problem} `not-allowed`, `stale-draft` */
  discardDraft(actor: Actor, revision: number): Promise<void>
  /** The next version, in force at once. @throws {Problem} `not-allowed`, `invalid-field`, `stale-draft` */
  publishDraft(actor: Actor, revision: number): Promise<PolicyVersion>
}

type Admin = Extract<Actor, { type: 'staff' }>

export function createPolicyDrafting(ports: Ports): PolicyDrafting {
  const { stores, clock, events } = ports
  const store = stores.policy

  async function open({ siteId, accountId }: Admin): Promise<OpenDraft> {
    const [current, draft] = await Promise.all([store.current(siteId), store.draft(siteId)])
    if (!current) throw new Problem('not-found')
    const begun: PolicyDraft = draft ?? {
      siteId,
      basedOn: current.version,
      content: contentOf(current),
      notice: {},
      revision: 0,
      updatedAt: current.publishedAt,
      updatedById: accountId,
    }
    const by = draft && (await stores.accounts.byId(siteId, draft.updatedById))
    const comparison = comparePolicies(current, begun.content)
    const languages = await siteLanguages(ports, siteId)
    return { ...begun, current, comparison, updatedBy: by?.displayName ?? '', languages }
  }

  async function save(actor: Admin, draft: PolicyDraft, what: string): Promise<void> {
    const { siteId, accountId: updatedById } = actor
    const revision = draft.revision + 1
    const { basedOn, content, notice } = draft
    const next = { siteId, basedOn, content, notice, revision, updatedAt: clock.now(), updatedById }
    if ((await store.saveDraft(next)) === 'stale') throw await staleDraft(actor)
    tell(actor, 'policy-draft', { revision, what })
  }

  /** Who came first. A draft that is gone was published or thrown away. */
  async function staleDraft(actor: Admin): Promise<Problem> {
    const { revision, updatedAt: decidedAt, updatedBy: decidedBy } = await open(actor)
    return new Problem('stale-draft', revision === 0 ? {} : { decidedBy, decidedAt })
  }

  async function openSeen(actor: Admin, revision: number): Promise<OpenDraft> {
    const draft = await open(actor)
    if (draft.revision !== revision) throw await staleDraft(actor)
    return draft
  }

  function tell({ siteId, accountId: byId }: Admin, what: 'policy' | 'policy-draft', change: object): void {
    events.emit('desk.changed', { siteId, byId, what, subjectId: siteId, change: { ...change } })
  }

  return {
    async draft(actor) {
      if (actor.type !== 'staff') throw new Problem('not-allowed')
      return open(actor)
    },

    async changeDraft(actor, revision, change) {
      const admin = requireAdmin(actor)
      const draft = await openSeen(admin, revision)
      const versions = await store.list(admin.siteId)
      const used = versions.flatMap(({ clauses }) => clauses.map(({ id }) => id))
      const next = applyChange(draft, parse(draftChange, change), { current: draft.current, used })
      await save(admin, { ...draft, ...next }, change.part)
    },

    async rebaseDraft(actor, revision) {
      const admin = requireAdmin(actor)
      const draft = await openSeen(admin, revision)
      await save(admin, { ...draft, basedOn: draft.current.version }, 'rebase')
    },

    async discardDraft(actor, revision) {
      const admin = requireAdmin(actor)
      if ((await store.dropDraft(admin.siteId, revision)) === 'stale') throw await staleDraft(admin)
      tell(admin, 'policy-draft', { what: 'discard' })
    },

    async publishDraft(actor, revision) {
      const admin = requireAdmin(actor)
      const { siteId } = admin
      const { content, notice, basedOn, comparison, languages } = await openSeen(admin, revision)
      if (isSame(comparison)) throw new Problem('invalid-field', { field: 'clauses' })
      const version = basedOn + 1
      const policy = {
        ...parse(policyInput(languages), { ...content, notice }),
        siteId,
        version,
        publishedAt: clock.now(),
      }
      if ((await store.publishDraft(policy, revision)) === 'stale') throw await staleDraft(admin)
      events.emit('policy.published', { siteId, version })
      tell(admin, 'policy', { version })
      return policy
    },
  }
}

function requireAdmin(actor: Actor): Admin {
  if (actor.type !== 'staff' || actor.role !== 'admin') throw new Problem('not-allowed')
  return actor
}
