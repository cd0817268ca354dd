import { readFile } from 'node:fs/promises'
import type * as z from 'zod'
import { hasCode } from '../kernel/errors.ts'
import { parseExplained } from '../kernel/parse.ts'
import { fileNamed } from './visit.ts'

/** The bytes of a file that a person named at the command line. @throws with a sentence when there are none */
export async function bytesNamed(name: string): Promise<Buffer> {
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

/** What a JSON file holds that a person named. @throws with a sentence, or a `Problem` that names every fault */
export async function jsonNamed<Schema extends z.ZodType>(
  schema: Schema,
  name: string,
): Promise<z.output<Schema>> {
  const text = (await bytesNamed(name)).toString('utf8')
  return parseExplained(schema, jsonOf(text, name))
}

function jsonOf(text: string, name: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Error(`${name} is not JSON: ${error instanceof Error ? error.message : 'unreadable'}`)
  }
}
