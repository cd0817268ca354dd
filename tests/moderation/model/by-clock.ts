import { delivered } from './delivered.ts'
import type { Run } from './run.ts'
import type { Step } from './steps.ts'

/** What nobody does: time passes, and the service's own work is done. */
export async function inTime({ world }: Run, doing: Step): Promise<null> {
  const { moderation } = world.services
  if (doing.do === 'wait') world.clock.advance(doing.wait)
  if (doing.do === 'restoreDue') await moderation.restoreDue()
  if (doing.do === 'purgeHidden') await moderation.purgeHidden()
  if (doing.do === 'deliver') await delivered(world)
  return null
}
