import { Problem } from '../../kernel/errors.ts'
import type { Actor } from '../accounts/model.ts'
import type { PolicyVersion } from '../policy/model.ts'
import type { Ports } from '../ports.ts'
import type { Site } from '../sites/model.ts'
import type { DsaStatement } from './dsa-model.ts'
import { dsaStatement, needsStatement } from './dsa-statement.ts'
import type { NoticeRegime } from './model.ts'
import { requireStaff } from './state-table.ts'
import type { DecisionRow } from './transparency-model.ts'
import { parsePeriod } from './transparency-period.ts'
import { decisionsIn } from './transparency-stream.ts'

export interface DsaExport {
  /**
   * A statement of reasons for each restrictive decision of the half-year, in the log's order, for the EU DSA
   * Transparency Database. For the operator and for admins.
   * @throws {Problem} `not-allowed`, `not-found` for what is no half-year
   */
  dsaStatements(actor: Actor, site: Site, period: string): AsyncGenerator<DsaStatement>
}

export function createDsaExport({ stores, clock }: Ports): DsaExport {
  const store = stores.moderation

  async function regimeOf(siteId: string, { source, sourceIds }: DecisionRow): Promise<NoticeRegime | null> {
    if (source !== 'notice') return null
    for (const id of sourceIds) {
      const found = await store.notice(siteId, id)
      if (found) return found.notice.regime
    }
    return null
  }

  return {
    async *dsaStatements(actor, site, name) {
      if (actor.type !== 'system') requireStaff(actor, site.id, 'admin')
      const period = parsePeriod(name, site.timeZone)
      if (!period) throw new Problem('not-found')
      const policies = new Map<number, PolicyVersion>()
      for (const policy of await stores.policy.list(site.id)) policies.set(policy.version, policy)
      const range = { from: period.from, to: Math.min(period.to, clock.now() + 1) }
      for await (const row of decisionsIn(store, site.id, range)) {
        const policy = policies.get(row.policyVersion)
        if (!policy || !needsStatement(row)) continue
        const { key: siteKey, timeZone } = site
        const regime = await regimeOf(site.id, row)
        yield dsaStatement(row, { siteKey, timeZone, policy, regime })
      }
    },
  }
}
