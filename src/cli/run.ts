import type { SubCommandsDef } from 'citty'
import { loadConfig } from '../config/config.ts'
import { asksForHelp, BESIDE, exitCode, runProgram } from './program.ts'

/** Loaded when asked for, so that no command pays for another's libraries. */
const commands = (onListening: () => void): SubCommandsDef => ({
  start: async () => (await import('./commands/start.ts')).start(onListening),
  init: async () => (await import('./commands/init.ts')).init,
  doctor: async () => (await import('./commands/doctor.ts')).doctor,
  migrate: async () => (await import('./commands/migrate.ts')).migrate,
  check: async () => (await import('./commands/check.ts')).check,
  backup: async () => (await import('./commands/backup.ts')).backup,
  restore: async () => (await import('./commands/restore.ts')).restore,
  export: async () => (await import('./commands/export.ts')).exportAll,
  import: async () => (await import('./commands/import.ts')).importAll,
  ...BESIDE,
  log: async () => (await import('./commands/log.ts')).log,
  preview: async () => (await import('./commands/preview.ts')).preview,
  report: async () => (await import('./commands/report.ts')).report,
})

/**
 * Runs one command, in the process that serves where there is one. Exit codes as `runProgram`.
 * @param onListening called once the service answers
 */
export async function runMain(args: readonly string[], onListening: () => void): Promise<number> {
  const [name = ''] = args
  if (!Object.hasOwn(BESIDE, name) || asksForHelp(args)) return runProgram(commands(onListening), args)
  let answered: number | null = null
  const failed = await exitCode(async () => {
    const { askService } = await import('./command-caller.ts')
    answered = await askService(loadConfig({ cwd: process.cwd() }), args)
  })
  return failed > 0 ? failed : (answered ?? runProgram(commands(onListening), args))
}
