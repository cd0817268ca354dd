import { type Composition, composeProduction } from '../compose.ts'
import { loadConfig } from '../config/config.ts'
import type { Site } from '../features/sites/model.ts'

/** Runs a piece of work on the configured installation while no server runs, and closes it whatever happens. */
export async function withInstallation<Result>(
  work: (composition: Composition) => Promise<Result>,
): Promise<Result> {
  const composition = await composeProduction(loadConfig({ cwd: process.cwd() }))
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
