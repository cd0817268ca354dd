import { type DestinationStream, pino } from 'pino'
import type { Log } from '../features/ports.ts'
import { cleaned, cleanText } from './log-clean.ts'

/** JSON lines on standard error: data goes to standard output, notes do not. */
export function createLog(level: string, destination?: DestinationStream): Log {
  const logger = pino({ level, base: null }, destination ?? pino.destination({ fd: 2, sync: true }))
  const at = (name: keyof Log) => (fields: Readonly<Record<string, unknown>>, message: string) => {
    if (logger.isLevelEnabled(name)) logger[name](cleaned(fields), cleanText(message))
  }
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}
