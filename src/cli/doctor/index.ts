import { ballast } from './ballast.ts'
import type { Check, Finding, Patient } from './check.ts'
import { desk, integrity, outbox } from './database.ts'
import { backups, engine, folder, leftovers, node, secretKey } from './machine.ts'
import { providers, publicUrl, securityTxt } from './online.ts'
import { service } from './service.ts'
import { callbacks, sites } from './sites.ts'

/** What needs no configuration, what needs no database, and what needs both. */
export const OF_THE_MACHINE: readonly Check<'nodeVersion' | 'now'>[] = [node, engine]
export const OF_THE_DISK: readonly Check<'config' | 'userId' | 'now'>[] = [
  folder,
  service,
  ballast,
  secretKey,
  backups,
  leftovers,
]
export const OF_THE_INSTALLATION: readonly Check[] = [
  integrity,
  sites,
  desk,
  outbox,
  callbacks,
  publicUrl,
  providers,
  securityTxt,
]

export interface Found extends Finding {
  check: string
}

/** One after the other. A check that fails by itself is a finding, too. */
export async function examine<Needed extends keyof Patient>(
  checks: readonly Check<Needed>[],
  patient: Pick<Patient, Needed>,
): Promise<Found[]> {
  const found: Found[] = []
  for (const { name, look } of checks) {
    try {
      for (const finding of await look(patient)) found.push({ check: name, ...finding })
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error)
      found.push({ check: name, state: 'fail', said, todo: 'look at the log of the service' })
    }
  }
  return found
}
