const TIMEOUT_MS = 20_000

export interface Answer {
  status: number
  ok: boolean
  /** The JSON object that was sent, or an empty one. */
  body: Readonly<Record<string, unknown>>
}

/** One request to our own service. @throws when no answer came */
export async function ask(
  path: string,
  options: { json?: unknown; headers?: Record<string, string> } = {},
): Promise<Answer> {
  return inTime(async (signal) => {
    const response = await fetch(path, {
      method: options.json === undefined ? 'GET' : 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/json', ...options.headers },
      signal,
      ...(options.json === undefined ? {} : { body: JSON.stringify(options.json) }),
    })
    return { status: response.status, ok: response.ok, body: await objectOf(response) }
  })
}

/** Gives the work up when it takes too long. @throws what it throws then */
export async function inTime<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), TIMEOUT_MS)
  try {
    return await work(stop.signal)
  } finally {
    clearTimeout(timer)
  }
}

async function objectOf(response: Response): Promise<Readonly<Record<string, unknown>>> {
  try {
    const value: unknown = await response.json()
    return isRecord(value) ? value : {}
  } catch {
    return {}
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
