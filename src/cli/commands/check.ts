import { defineCommand } from 'citty'
import { composeProduction } from '../../compose.ts'
import { loadConfig } from '../../config/config.ts'
import { printData } from '../output.ts'

export const check = defineCommand({
  meta: {
    name: 'check',
    description:
      'Verify the database, its counters and every log of decisions, also while the service runs; exit 1 when something is wrong.',
  },
  args: {
    repair: {
      type: 'boolean',
      description: 'count wrong counters anew; stop the service first (it does this by itself each night)',
    },
  },
  async run({ args }) {
    const composition = await composeProduction(loadConfig({ cwd: process.cwd() }), {
      readOnly: args.repair !== true,
    })
    try {
      const found = await composition.verify()
      printData(JSON.stringify(found))
      if (!found.ok && found.repaired < found.counters.length + others(found))
        throw new Error('something is wrong with what is kept: see above')
    } finally {
      await composition.close()
    }
  },
})

function others({
  damage,
  orphans,
  losses,
  logs,
}: Record<'damage' | 'orphans' | 'losses' | 'logs', readonly unknown[]>) {
  return damage.length + orphans.length + losses.length + logs.length
}
