import { defineCommand } from 'citty'
import { DSA_HEADER, dsaLine } from '../../features/moderation/dsa-lines.ts'
import type { DsaStatement } from '../../features/moderation/dsa-model.ts'
import { csv } from '../../http/csv.ts'
import { siteByKey, withReading } from '../open.ts'
import { printData, printError } from '../output.ts'
import { writeWhole } from '../whole-file.ts'

const statements = defineCommand({
  meta: {
    name: 'statements',
    description:
      'Statements of reasons for the EU DSA Transparency Database: brevier report statements --site ledger --period 2026-H1 --out statements.csv',
  },
  args: {
    site: { type: 'string', description: 'key of the site', required: true },
    period: { type: 'string', description: 'half-year, 2026-H1', required: true },
    out: {
      type: 'string',
      description: 'file; .csv becomes CSV, anything else JSON lines. Without it, JSON lines on stdout',
    },
  },
  async run({ args: { out, period, site: key } }) {
    if (!HALF_YEAR.test(period)) throw new Error('--period is a half-year, such as 2026-H1')
    await withReading(async (composition) => {
      const site = await siteByKey(composition, key)
      const actor = { type: 'system', siteId: site.id } as const
      const found = composition.services.moderation.dsaStatements(actor, site, period)
      if (out === undefined) {
        for await (const statement of found) printData(JSON.stringify(statement))
        return
      }
      await writeWhole(out, linesOf(found, out))
      printError(`written: ${out}`)
    })
  },
})

const HALF_YEAR = /^20\d\d-H[12]$/

async function* linesOf(found: AsyncIterable<DsaStatement>, out: string): AsyncGenerator<string> {
  const isCsv = out.toLowerCase().endsWith('.csv')
  if (isCsv) yield csv([DSA_HEADER])
  for await (const statement of found)
    yield isCsv ? csv([dsaLine(statement)]) : `${JSON.stringify(statement)}\n`
}

export const report = defineCommand({
  meta: { name: 'report', description: 'What is handed on about decisions.' },
  subCommands: { statements },
})
