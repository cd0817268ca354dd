import { type Composition, composeProduction } from '../compose.ts'
import { loadConfig } from '../config/config.ts'
import type { Site } from '../features/sites/model.ts'
import { currentVisit } from './visit.ts'

/**
 * Runs a piece of work on the configured installation: in the serving process on what it serves, else alone under the
 * lock, and closed whatever happens.
 */
export async function withInstallation<Result>(
  work: (composition: Composition) => Promise<Result>,
): Promise<Result> {
  const visit = currentVisit()
  return visit ? work(visit.composition) : opened(work, false)
}

/** For work that only reads: beside a running service, without its lock and without its time. */
export function withReading<Result>(work: (composition: Composition) => Promise<Result>): Promise<Result> {
  return opened(work, true)
}

async function opened<Result>(
  work: (composition: Composition) => Promise<Result>,
  readOnly: boolean,
): Promise<Result> {
  const composition = await composeProduction(loadConfig({ cwd: process.cwd() }), { readOnly })
  try {
    return await work(composition)
  } finally {
    await composition.close()
  }
}

/** @throws when the site is unknown */
export async function siteByKey({ services }: Composition, key: string): Promise<Site> {
  const site = await services.sites.byKey(key)
  if (!site) throw new Error(`there is no site "${key}"`)
  return site
}
