import { type DestinationStream, pino } from 'pino'
import type { Log } from '../features/ports.ts'
import { cleaned, cleanText } from './log-clean.ts'
import { createLogLines, type LogLines } from './log-lines.ts'

const STANDARD_ERROR = 2

/** JSON lines on standard error: data goes to standard output, notes do not. */
export function createLog(
  level: string,
  destination: DestinationStream & Partial<LogLines> = createLogLines(STANDARD_ERROR),
): Log {
  const logger = pino({ level, base: null }, destination)
  const at = (name: keyof Log) => (fields: Readonly<Record<string, unknown>>, message: string) => {
    if (!logger.isLevelEnabled(name)) return
    logger[name](cleaned(fields), cleanText(message))
    const lost = destination.lost?.() ?? 0
    if (lost > 0) logger.warn({ lines: lost }, 'lines of this log are lost: it could not be written')
  }
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}
