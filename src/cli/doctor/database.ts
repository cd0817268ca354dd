import { MINUTE, SECOND } from '../../kernel/clock.ts'
import { age, type Check, type Finding, fail, ok, warn } from './check.ts'

/** A walk over the whole file: seconds for a large one. */
export const integrity: Check<'composition'> = {
  name: 'integrity',
  async look({ composition }) {
    const { damage, orphans, counters, losses, logs } = await composition.verify()
    if (damage.length > 0)
      return [fail(`the file is damaged: ${damage[0]}`, 'stop the service and restore the newest backup')]
    const unsound = [...orphans, ...losses].map((fault) =>
      fail(
        JSON.stringify(fault),
        'keep a copy of the data folder; docs/troubleshooting.md says what it means',
      ),
    )
    const miscounted = counters.map((fault) =>
      warn(`a counter is wrong: ${JSON.stringify(fault)}`, 'each night mends it, or brevier check --repair'),
    )
    const broken = logs.map(({ site, brokenAt, fault }) =>
      fail(
        `the log of ${site} is broken at decision ${brokenAt} (${fault ?? 'unknown'})`,
        `keep a copy of the data folder; brevier log verify ${site} says more`,
      ),
    )
    const found = [...unsound, ...miscounted, ...broken]
    return found.length > 0
      ? found
      : [ok('the file is sound, its counters are right and every log of decisions holds')]
  },
}

const LATE_MS = 10 * MINUTE
const MANY_ATTEMPTS = 5

export const outbox: Check<'composition' | 'now'> = {
  name: 'outbox',
  async look({ composition, now }): Promise<Finding[]> {
    const { due, oldestDueAt, attempts } = await composition.services.delivery.lag()
    const since = oldestDueAt === null ? 0 : now - oldestDueAt
    if (since < LATE_MS) return [ok(due === 0 ? 'nothing waits' : `${due} on their way`)]
    const said = `${due} entries wait, the oldest for ${age(since)}, after ${attempts} attempts`
    return [
      warn(
        said,
        attempts >= MANY_ATTEMPTS ? 'search the log for “delivery failed”' : 'is the service running?',
      ),
    ]
  },
}

export const desk: Check<'composition' | 'config' | 'now'> = {
  name: 'desk',
  async look({ composition, config, now }) {
    const { sites, moderation } = composition.services
    const findings: Finding[] = []
    for (const { id, key } of await sites.list()) {
      const { count, oldestAt } = await moderation.waiting(id)
      const since = oldestAt === null ? 0 : now - oldestAt
      const said = `${key}: ${count === 1 ? 'one case waits' : `${count} cases wait`}${oldestAt === null ? '' : `, the oldest for ${age(since)}`}`
      const isLate = oldestAt !== null && since > (config.alerts?.afterMs ?? 60 * MINUTE)
      findings.push(isLate ? warn(said, `${config.publicUrl}/console`) : ok(said))
    }
    return findings
  },
}

/** A login code of X lives 30 seconds. */
export const CLOCK_OFF_MS = 20 * SECOND
