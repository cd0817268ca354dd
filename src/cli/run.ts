import { defineCommand, renderUsage, runCommand, type SubCommandsDef, runMain as showHelp } from 'citty'
import { ConfigError } from '../config/config.ts'
import { printError } from './output.ts'

/** Loaded when asked for, so that no command pays for another's libraries. */
const COMMANDS = {
  start: async () => (await import('./commands/start.ts')).start,
  init: async () => (await import('./commands/init.ts')).init,
  doctor: async () => (await import('./commands/doctor.ts')).doctor,
  migrate: async () => (await import('./commands/migrate.ts')).migrate,
  site: async () => (await import('./commands/site.ts')).site,
  policy: async () => (await import('./commands/policy.ts')).policy,
  article: async () => (await import('./commands/article.ts')).article,
  staff: async () => (await import('./commands/staff.ts')).staff,
  log: async () => (await import('./commands/log.ts')).log,
  preview: async () => (await import('./commands/preview.ts')).preview,
  report: async () => (await import('./commands/report.ts')).report,
} satisfies SubCommandsDef

const program = defineCommand({
  meta: { name: 'brevier', version: '0.1.0', description: 'Comments and share cards for newspapers' },
  subCommands: COMMANDS,
})

/** Runs one command. Exit codes: 0 done, 1 failed, 2 used wrongly or badly configured. */
export async function runMain(args: readonly string[]): Promise<number> {
  const [name = ''] = args
  if (!isCommand(name)) {
    printError(await renderUsage(program))
    return name === '' || name === '--help' ? 0 : 2
  }
  try {
    if (args.includes('--help')) await showHelp(program, { rawArgs: [...args] })
    else await runCommand(program, { rawArgs: [...args] })
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

function isCommand(name: string): name is keyof typeof COMMANDS {
  return Object.hasOwn(COMMANDS, name)
}
