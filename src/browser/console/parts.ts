import { type Entry, entryIn } from './entry.ts'

/** What the server sends to this script instead of a page. */
export interface Parts {
  status: number
  cases: { entry: Entry; row: HTMLElement | null }[]
  /** What was done last. */
  said: HTMLElement | null
  /** How many wait, as text. */
  waiting: string | undefined
  /** A further page of the list, and the link to the one after it. */
  rows: HTMLElement[]
  rest: HTMLElement | null
}

const TIMEOUT_MS = 15_000

declare global {
  interface Window {
    /** Not in every browser yet (W3C, Trusted Types). Its markup is told from text by the parser alone. */
    trustedTypes?: {
      createPolicy(
        name: string,
        rules: { createHTML(html: string): string },
      ): { createHTML(html: string): string }
    }
  }
}

/**
 * The one policy that pages of the desk allow. Requests that outlive their page can be made by `fetch` alone, which
 * answers with text; it goes into a document that runs nothing, and nowhere else.
 */
const ours = { createHTML: (html: string) => html }
let policy: typeof ours | undefined

/** A form's request, or the reading of a list; it is finished even when the page is left. @throws when no answer came */
export async function askParts(url: string, body?: URLSearchParams): Promise<Parts> {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), TIMEOUT_MS)
  try {
    const response = await fetch(url, {
      ...(body ? { method: 'POST', body } : {}),
      headers: { 'x-parts': 'queue' },
      keepalive: body !== undefined,
      redirect: 'error',
      signal: stop.signal,
    })
    return parse(response.status, await response.text())
  } finally {
    clearTimeout(timer)
  }
}

/** Pages of our own, parsed without running anything in them. */
function parse(status: number, html: string): Parts {
  policy ??= window.trustedTypes?.createPolicy('brevier', ours) ?? ours
  const page = new DOMParser().parseFromString(policy.createHTML(html), 'text/html')
  const contents = (selector: string) =>
    Array.from(page.querySelectorAll<HTMLTemplateElement>(selector), ({ content }) =>
      document.importNode(content, true),
    )
  const [list] = contents('template[data-rows]')
  const [said] = contents('template[data-said]')
  return {
    status,
    cases: contents('template[data-case]').flatMap((fragment) => {
      const entry = entryIn(fragment)
      return entry ? [{ entry, row: fragment.querySelector<HTMLElement>('[data-slot="row"]') }] : []
    }),
    said: said?.querySelector<HTMLElement>('[data-slot="said"]') ?? null,
    waiting: page.querySelector('title')?.textContent ?? undefined,
    rows: list ? Array.from(list.querySelectorAll<HTMLElement>('[data-slot="row"]')) : [],
    rest: list?.querySelector<HTMLElement>('.rest') ?? null,
  }
}
