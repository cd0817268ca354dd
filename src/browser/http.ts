const TIMEOUT_MS = 20_000

export interface Answer {
  status: number
  ok: boolean
  /** The JSON object that was sent, or an empty one. */
  body: Readonly<Record<string, unknown>>
}

/** One request to our own service; with `json`, a POST. @throws when no answer came, or not in time */
export async function ask(
  path: string,
  { json, headers }: { json?: unknown; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const late = new AbortController()
  // Once the answer is here, this stops nothing.
  setTimeout(() => late.abort(), TIMEOUT_MS)
  const response = await fetch(path, {
    method: json ? 'POST' : 'GET',
    headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
    body: json ? JSON.stringify(json) : null,
    signal: late.signal,
  })
  const value: unknown = await response.json().catch(() => null)
  return { status: response.status, ok: response.ok, body: isRecord(value) ? value : {} }
}

/**
 * Another page of ours, parsed without running anything in it. The browser itself parses: no text becomes markup in
 * here, which the page's Trusted Types would refuse. @throws when none came, or not in time
 */
export function fetchPage(href: string, headers: Record<string, string>): Promise<Document> {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest()
    request.open('GET', href)
    request.responseType = 'document'
    request.timeout = TIMEOUT_MS
    for (const name in headers) request.setRequestHeader(name, headers[name] ?? '')
    // `null` when none came.
    request.onloadend = () => (request.response ? done(request.response) : fail(new Error(href)))
    request.send()
  })
}

/** After whatever waits: what follows is a task of its own. */
export function nextTurn(): Promise<void> {
  return new Promise((done) => setTimeout(done))
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
