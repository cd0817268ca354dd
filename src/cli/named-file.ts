import { readFile, stat } from 'node:fs/promises'
import type * as z from 'zod'
import { hasCode } from '../kernel/errors.ts'
import { parseExplained } from '../kernel/parse.ts'
import { currentVisit, fileNamed } from './visit.ts'

/** The bytes of a file that a person named at the command line. @throws with a sentence when there are none */
export async function bytesNamed(name: string): Promise<Buffer> {
  if (currentVisit()) await refusePipe(name)
  try {
    return await readFile(fileNamed(name))
  } catch (error) {
    throw new Error(
      hasCode(error, 'ENOENT') ? `there is no file ${fileNamed(name)}` : `the file ${name} cannot be read`,
      {
        cause: error,
      },
    )
  }
}

/** The service would wait for it, perhaps for ever, and every later command and its own end with it; or read without an end. */
async function refusePipe(name: string): Promise<void> {
  const found = await stat(fileNamed(name)).catch(() => null)
  if (found && !found.isFile())
    throw new Error(`${name} is no file: the running service reads it, so put into one what is to be read`)
}

/** What a JSON file holds that a person named. @throws with a sentence, or a `Problem` that names every fault */
export async function jsonNamed<Schema extends z.ZodType>(
  schema: Schema,
  name: string,
): Promise<z.output<Schema>> {
  // Without the mark that editors of Windows begin a text with.
  const text = new TextDecoder().decode(await bytesNamed(name))
  return parseExplained(schema, jsonOf(text, name))
}

function jsonOf(text: string, name: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Error(`${name} is not JSON: ${error instanceof Error ? error.message : 'unreadable'}`)
  }
}
