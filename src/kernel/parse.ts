import type * as z from 'zod'
import { Problem } from './errors.ts'

/**
 * Checks what came from outside against a schema.
 * @throws {Problem} `unknown-field` or `invalid-field`, naming the first field that is wrong
 */
export function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  if (issue?.code === 'unrecognized_keys')
    throw new Problem('unknown-field', { field: issue.keys[0]?.slice(0, 80) ?? '' })
  throw new Problem('invalid-field', { field: issue?.path.join('.').slice(0, 80) ?? '' })
}
