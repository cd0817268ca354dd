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

/**
 * As {@link parse}, for programs: every fault is named, so that whoever writes one need not guess.
 * @throws {Problem} `unknown-field` or `invalid-field` with `faults`
 */
export function parseExplained<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const found = result.error.issues.flatMap(faultsOf)
  // Of one field the first says it: a text in place of a list is measured as well, in letters.
  const faults = [...new Map(found.toReversed().map((one) => [one.field, one])).values()]
    .toReversed()
    .slice(0, FAULTS_SHOWN)
  const isUnknown = result.error.issues.every(({ code }) => code === 'unrecognized_keys')
  throw new Problem(isUnknown ? 'unknown-field' : 'invalid-field', { field: faults[0]?.field ?? '', faults })
}

const FAULTS_SHOWN = 10
const MISSING = /^Invalid input: .* received undefined$/

function faultsOf(issue: z.core.$ZodIssue): { field: string; fault: string }[] {
  const field = (path: readonly PropertyKey[]) => path.map(String).join('.').slice(0, 80)
  if (issue.code !== 'unrecognized_keys')
    return [{ field: field(issue.path), fault: issue.message.replace(MISSING, 'is missing').slice(0, 200) }]
  return issue.keys.map((key) => ({ field: field([...issue.path, key]), fault: 'there is no such field' }))
}
