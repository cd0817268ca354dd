import { defineCommand, renderUsage, runCommand, type SubCommandsDef, runMain as showHelp } from 'citty'
import { ConfigError } from '../config/config.ts'
import { printError } from './output.ts'

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
    meta: { name: 'brevier', version: '0.1.0', description: 'Comments and share cards for newspapers' },
    subCommands,
  })
  const [name = ''] = args
  if (!Object.hasOwn(subCommands, name)) {
    printError(await renderUsage(program))
    return name === '' || name === '--help' ? 0 : 2
  }
  return exitCode(async () => {
    if (args.includes('--help')) await showHelp(program, { rawArgs: [...args] })
    else await runCommand(program, { rawArgs: [...args] })
  })
}

/** What went wrong becomes a sentence and a number. */
export async function exitCode(work: () => Promise<unknown>): Promise<number> {
  try {
    await work()
    return 0
  } catch (error) {
    if (error instanceof ConfigError) {
      printError(
        `The configuration has ${error.faults.length} fault(s):\n${error.faults.map((fault) => `  - ${fault}`).join('\n')}`,
      )
      return 2
    }
    printError(error instanceof Error ? error.message : String(error))
    return error instanceof Error && error.name === 'CLIError' ? 2 : 1
  }
}
