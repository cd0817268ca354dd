import { defineCommand } from 'citty'
import type { LogCheck, LogFault } from '../../features/moderation/log-check.ts'
import { siteByKey, withReading } from '../open.ts'
import { printData } from '../output.ts'

const site = { type: 'positional', description: 'key of the site', required: true } as const

const verify = defineCommand({
  meta: {
    name: 'verify',
    description:
      'Walk the chain of decisions of a site, compare it with every head that was made public, and print its head; exit 1 where it is broken.',
  },
  args: {
    site,
    head: {
      type: 'string',
      description: 'a head that you kept, as NUMBER:HASH; the log must hold it, too',
    },
  },
  async run({ args }) {
    const kept = args.head === undefined ? [] : [headOf(args.head)]
    await withReading(async (composition) => {
      const { id, key } = await siteByKey(composition, args.site)
      const check = await composition.services.moderation.verifyLog(id, kept)
      printData(JSON.stringify({ site: key, ...check }))
      if (check.brokenAt !== null) throw new Error(saidOf(check))
    })
  },
})

const exportRows = defineCommand({
  meta: {
    name: 'export',
    description:
      'Print every decision of a site as JSON lines, oldest first, each with the text whose SHA-256 is its hash.',
  },
  args: { site },
  async run({ args }) {
    await withReading(async (composition) => {
      const { id } = await siteByKey(composition, args.site)
      for await (const row of composition.services.moderation.exportLog(id)) printData(JSON.stringify(row))
    })
  },
})

export const log = defineCommand({
  meta: { name: 'log', description: 'The append-only log of decisions.' },
  subCommands: { verify, export: exportRows },
})

const FAULTS: Readonly<Record<LogFault, string>> = {
  altered: 'it was altered, or rewritten since its head was made public',
  missing: 'it is missing',
  'out-of-order': 'another decision stands in its place: they are out of order',
  cut: 'the log was cut: a head that was made public lies beyond its end',
}

function saidOf({ brokenAt, fault }: LogCheck): string {
  return `the log is broken at decision ${brokenAt}: ${fault === null ? '' : FAULTS[fault]}`
}

/** @throws for anything but `120:<64 hex digits>` */
function headOf(text: string): { seq: number; hash: string } {
  const [, seq, hash] = /^([1-9]\d{0,14}):([0-9a-f]{64})$/.exec(text) ?? []
  if (!seq || !hash) throw new Error('--head is a number, a colon and 64 hex digits')
  return { seq: Number(seq), hash }
}
