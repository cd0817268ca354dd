import type * as z from 'zod'
import type { ProblemType } from '../../kernel/errors.ts'

/** Who may ask, and by what that is known. */
export type Caller = 'anybody' | 'paper' | 'signed' | 'reader'

/** One thing that can be asked of the interface. */
export interface Operation {
  /** Name for programs that are made from the document; never changes. */
  id: string
  method: 'get' | 'put' | 'post'
  /** With its parameters in braces. */
  path: string
  caller: Caller
  summary: string
  /** Sentences. */
  about: string
  /** What each parameter in the path is. */
  places: Readonly<Record<string, Said>>
  query?: Fields
  headers?: Readonly<Record<string, Said>>
  body?: Fields & { example: unknown }
  answers: readonly Answer[]
  /** Why it may be refused, beside {@link ALWAYS}. */
  problems: readonly ProblemType[]
}

export interface Said {
  schema: z.ZodType
  about: string
  example: string
}

/** What the route itself checks against, and what is said of each field: `image.size.width`. */
export interface Fields {
  schema: z.ZodType
  fields: Readonly<Record<string, string>>
}

export interface Answer {
  status: number
  about: string
  type: string
  /** Of JSON: its name in the document. */
  schema?: string
  example?: unknown
}

/** Why anything may be refused. */
export const ALWAYS = [
  'method-not-allowed',
  'rate-limited',
  'overloaded',
  'wrong-host',
  'internal-error',
] as const satisfies readonly ProblemType[]
