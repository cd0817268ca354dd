const REDACTED = '[redacted]'
const LONGEST = 2_000
const DEEPEST = 5
const MOST_ITEMS = 50

/** Fields whose names say that nobody may read them, wherever they stand. */
const SECRET_NAME =
  /^(.*[-_.])?(authorization|cookies?|set-cookie|password|passphrase|secret|token|code|verifier|draft|body|text|ip|address|email)$|(secret|token|password|cookie)$/i

/** What pino writes itself. */
const RESERVED = new Set(['level', 'time', 'msg', 'pid', 'hostname'])

/** What looks like one, in any text: our tokens (256 bits in base64url), JSON Web Tokens, Bearer and Basic credentials. */
const CREDENTIALS =
  /(?<![\w-])(?:eyJ[\w-]+\.[\w-]+\.[\w-]*|[A-Za-z0-9_-]{43}(?![\w-])|(?:Bearer|Basic) [\w~+/.=-]+)/g
/** Queries hold codes and states, and fragments hold invitations. */
const URL_REST = /((?:https?:\/\/|\/)[^\s?#"'<>]*)[?#][^\s"'<>]+/g

/**
 * Fields as a log may keep them: without secrets, by name and by look; errors as type, message and stack; texts
 * without control characters, so that no field can begin a line or colour a terminal, and cut at 2 000 characters.
 */
export function cleaned(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined)
  return Object.fromEntries(
    entries.map(([name, value]) => [
      RESERVED.has(name) ? `_${name}` : cleanText(name),
      SECRET_NAME.test(name) ? REDACTED : cleanValue(value, 1),
    ]),
  )
}

export function cleanText(text: string): string {
  return text
    .slice(0, LONGEST)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu, ' ')
    .replace(CREDENTIALS, REDACTED)
    .replace(URL_REST, '$1')
}

function cleanValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return cleanText(value)
  if (typeof value === 'bigint') return String(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth > DEEPEST) return '[…]'
  if (value instanceof Error) return cleanError(value, depth)
  if (Array.isArray(value)) return value.slice(0, MOST_ITEMS).map((item) => cleanValue(item, depth + 1))
  if ('toJSON' in value && typeof value.toJSON === 'function') return cleanValue(value.toJSON(), depth + 1)
  const entries = Object.entries(value).slice(0, MOST_ITEMS)
  return Object.fromEntries(
    entries.map(([name, item]) => [
      cleanText(name),
      SECRET_NAME.test(name) ? REDACTED : cleanValue(item, depth + 1),
    ]),
  )
}

/** Nothing that somebody hung on it: a request, an answer, the parameters of a statement. */
function cleanError(error: Error, depth: number): Record<string, unknown> {
  const code = 'code' in error && typeof error.code === 'string' ? { code: cleanText(error.code) } : {}
  const cause = error.cause instanceof Error ? { cause: cleanError(error.cause, depth + 1) } : {}
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return {
    type: cleanText(error.name),
    message: cleanMessage(error.message),
    stack: frames.map((line) => cleanText(line.trim())),
    ...code,
    ...(depth < DEEPEST ? cause : {}),
  }
}

/** A query builder's message repeats the statement and, after `params:`, what people wrote. */
function cleanMessage(message: string): string {
  return cleanText(message.split(/\bparams:/)[0] ?? '')
}
