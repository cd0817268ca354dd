import { defineCommand, renderUsage, runCommand, type SubCommandsDef, runMain as showHelp } from 'citty'
import { ConfigError } from '../config/config.ts'
import { hasCode, Problem } from '../kernel/errors.ts'
import { refuseUnknown } from './arguments.ts'
import { demandWritten, printData, printError } from './output.ts'

const VERSION = '0.1.0'

/** Commands that write: a running service carries them out itself (`command-socket.ts`). */
export const BESIDE = {
  site: async () => (await import('./commands/site.ts')).site,
  policy: async () => (await import('./commands/policy.ts')).policy,
  article: async () => (await import('./commands/article.ts')).article,
  staff: async () => (await import('./commands/staff.ts')).staff,
} satisfies SubCommandsDef

/** Runs one of these commands. Exit codes: 0 done, 1 failed, 2 used wrongly or badly configured. */
export async function runProgram(subCommands: SubCommandsDef, args: readonly string[]): Promise<number> {
  const program = defineCommand({
    meta: { name: 'brevier', version: VERSION, description: 'Comments and share cards for newspapers' },
    subCommands,
  })
  const [name = ''] = args
  if (name === '--version') {
    printData(VERSION)
    return 0
  }
  if (!Object.hasOwn(subCommands, name)) {
    printError(await renderUsage(program))
    if (name === '' || HELP.includes(name)) return 0
    printError(`\n"${name}" is no command of brevier.`)
    return 2
  }
  return exitCode(async () => {
    if (asksForHelp(args)) {
      await showHelp(program, { rawArgs: [...args] })
      return
    }
    await refuseUnknown(program, args)
    await runCommand(program, { rawArgs: [...args] })
  })
}

const HELP: readonly string[] = ['--help', '-h']

export function asksForHelp(args: readonly string[]): boolean {
  return args.some((word) => HELP.includes(word))
}

/** What went wrong becomes a sentence and a number. */
export async function exitCode(work: () => Promise<unknown>): Promise<number> {
  try {
    await work()
    await demandWritten()
    return 0
  } catch (error) {
    // Whoever read has enough, as in `brevier log export KEY | head`.
    if (hasCode(error, 'EPIPE')) return 1
    if (error instanceof ConfigError) {
      printError(
        `The configuration has ${error.faults.length} fault(s):\n${error.faults.map((fault) => `  - ${fault}`).join('\n')}`,
      )
      return 2
    }
    printError(sentenceOf(error))
    return error instanceof Error && error.name === 'CLIError' ? 2 : 1
  }
}

/** Refusals that are words for programs; here a person reads them. */
const SENTENCES: Readonly<Record<string, string>> = {
  'storage-full': 'the disk is full, and nothing was changed: make room, then try again',
  'storage-unavailable':
    'nothing can be saved just now, and nothing was changed: look at the disk, then try again',
}

function sentenceOf(error: unknown): string {
  if (error instanceof Problem && error.details.field !== undefined) return faultsOf(error)
  if (hasCode(error, 'ENOSPC')) return 'the disk is full: make room, then try again'
  const said = error instanceof Error ? error.message : String(error)
  return SENTENCES[said] ?? said
}

/** Which of the fields is wrong, and how where that is known. */
function faultsOf({ type, details: { field = '', faults = [] } }: Problem): string {
  if (faults.length === 0) return `${type}: ${field}`
  return [
    `${faults.length} fault(s), and nothing was changed:`,
    ...faults.map((found) => `  - ${found.field === '' ? 'the whole' : found.field}: ${found.fault}`),
  ].join('\n')
}
