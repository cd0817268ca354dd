import { isAbsolute, join } from 'node:path'
import * as z from 'zod'

/** Bytes of what is asked. */
export const LARGEST_REQUEST = 64 * 1_024

/** One line of JSON asks; lines of JSON answer, and the one with the exit code is the last. */
export const commandRequest = z.strictObject({
  args: z.array(z.string()).min(1).max(500),
  cwd: z.string().max(4_096).refine(isAbsolute),
})
export const commandAnswer = z.union([
  z.strictObject({ out: z.string() }),
  z.strictObject({ err: z.string() }),
  z.strictObject({ code: z.int() }),
])

export type CommandAnswer = z.output<typeof commandAnswer>

/** Where the system keeps the address of a socket: 104 bytes with its end on macOS, 108 on Linux. */
const LONGEST_ADDRESS = 103

/** `null` where the folder's path is too long: the system would cut it and make another file. */
export function socketPath(dataDir: string): string | null {
  const path = join(dataDir, 'brevier.sock')
  return Buffer.byteLength(path) > LONGEST_ADDRESS ? null : path
}
