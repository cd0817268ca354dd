import { faulty, Problem } from '../kernel/errors.ts'
import { type AppContext, rawHeader } from './env.ts'

/** No body of ours is larger: 250 graphemes and a few fields. */
export const BODY_LIMIT = 16 * 1024
/** A text that is too long is given back with what is wrong with it: a pasted page, also in Hangul, is read whole. */
export const LONG_FORM = 96 * 1024

/**
 * The body as text, read no further than the limit.
 * @throws {Problem} `too-large`; `malformed-request` for bytes that are not UTF-8, and where the sender went away
 */
export async function readText(c: AppContext, limit = BODY_LIMIT): Promise<string> {
  const declared = Number(rawHeader(c, 'content-length') ?? 0)
  if (declared > limit) throw new Problem('too-large', { limit })
  try {
    // The server lets no more in than was declared and has it whole at once; without a length it has to be counted.
    const bytes = declared > 0 ? await c.req.raw.arrayBuffer() : await readBounded(c.req.raw, limit)
    if (bytes.byteLength > limit) throw new Problem('too-large', { limit })
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    throw error instanceof Problem
      ? error
      : faulty('malformed-request', '', 'must be whole, in UTF-8, and not compressed')
  }
}

async function readBounded(request: Request, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength
    if (size > limit) throw new Problem('too-large', { limit })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
