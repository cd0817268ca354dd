import { type DestinationStream, pino } from 'pino'
import type { Log } from '../features/ports.ts'

/** JSON lines on standard error: data goes to standard output, notes do not. */
export function createLog(level: string, destination?: DestinationStream): Log {
  const logger = pino(
    {
      level,
      redact: ['*.authorization', '*.cookie', '*.clientSecret', '*.appSecret', '*.token', 'token', 'code'],
      serializers: { error: pino.stdSerializers.err },
      base: null,
    },
    destination ?? pino.destination({ fd: 2, sync: true }),
  )
  return {
    debug: (fields, message) => logger.debug(fields, message),
    info: (fields, message) => logger.info(fields, message),
    warn: (fields, message) => logger.warn(fields, message),
    error: (fields, message) => logger.error(fields, message),
  }
}
