import type * as z from 'zod'
import { faulty, Problem, type ProblemType } from '../kernel/errors.ts'
import { parse, parseExplained } from '../kernel/parse.ts'
import { type AppContext, rawHeader } from './env.ts'
import { readText } from './limits.ts'

/**
 * The JSON body, checked. Strict schemas refuse unknown members, `__proto__` included.
 * @throws {Problem} `unsupported-media-type`, `too-large`, `malformed-request`, `unknown-field`, `invalid-field`
 */
export async function readJson<Schema extends z.ZodType>(
  c: AppContext,
  schema: Schema,
): Promise<z.output<Schema>> {
  requireType(c, 'application/json')
  return parse(schema, jsonIn(await bodyOf(c)))
}

/**
 * As {@link readJson}, from another server: the problem names every fault. `limit` in bytes.
 * @throws {Problem} as {@link readJson}
 */
export async function readFacts<Schema extends z.ZodType>(
  c: AppContext,
  schema: Schema,
  limit: number,
): Promise<z.output<Schema>> {
  requireType(c, 'application/json')
  return parseExplained(schema, jsonIn(await bodyOf(c, limit)))
}

/** The last moment before the work begins: nobody waits for its answer where the connection is gone. */
async function bodyOf(c: AppContext, limit?: number): Promise<string> {
  const text = await readText(c, limit)
  if (c.env?.outgoing?.destroyed) throw new Problem('malformed-request')
  return text
}

/** @throws {Problem} `malformed-request` */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw faulty('malformed-request', '', `is no JSON: ${error instanceof Error ? error.message : ''}`)
  }
}

/**
 * A form's fields, checked. A field may come once, unless the schema takes a list. `limit` in bytes, where long texts
 * are expected.
 * @throws {Problem} as {@link readJson}
 */
export async function readForm<Schema extends z.ZodType>(
  c: AppContext,
  schema: Schema,
  limit?: number,
): Promise<z.output<Schema>> {
  requireType(c, 'application/x-www-form-urlencoded')
  const fields = new Map<string, string | string[]>()
  const sent = new URLSearchParams(await bodyOf(c, limit))
  c.set('form', sent)
  for (const [name, value] of sent) {
    const earlier = fields.get(name)
    fields.set(name, earlier === undefined ? value : [earlier, value].flat())
  }
  return parse(schema, Object.fromEntries(fields))
}

/** Whose body is not worth reading, nor is anything in it said again. */
const UNREAD: readonly ProblemType[] = ['foreign-origin', 'wrong-host', 'too-large']

/** The form whose request is refused, read by now or not; without fields where there is none. */
export async function refusedForm(c: AppContext, type: ProblemType): Promise<URLSearchParams> {
  if (UNREAD.includes(type)) return new URLSearchParams()
  if (!c.req.raw.bodyUsed && mediaType(c) === 'application/x-www-form-urlencoded')
    c.set('form', new URLSearchParams(await readText(c).catch(() => '')))
  return c.get('form') ?? new URLSearchParams()
}

function requireType(c: AppContext, type: string): void {
  if (mediaType(c) !== type) throw faulty('unsupported-media-type', 'content-type', `must be ${type}`)
}

function mediaType(c: AppContext): string {
  return (rawHeader(c, 'content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
}
