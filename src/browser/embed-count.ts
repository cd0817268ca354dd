/**
 * `<brevier-count site article|url>`: how many comments an article has, as text. All that a page asks for at one time
 * goes in one request (in several beyond fifty). Until there is an answer, the element's contents stay.
 */
const SERVICE = new URL(import.meta.url).origin
/** Fifty addresses still fit into a request line of 8 KB. */
const BATCH = 50

const counts = new Set<Count>()
const waiting = new Set<Count>()

class Count extends HTMLElement {
  declare own?: string
  static readonly observedAttributes = ['site', 'article', 'url']

  connectedCallback(): void {
    counts.add(this)
    waiting.add(this)
    // Those that come with it find nothing left to ask.
    queueMicrotask(askAll)
  }

  disconnectedCallback(): void {
    counts.delete(this)
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.connectedCallback()
  }
}

/** What an element, this one or the discussion's, is about: the query of its site, and its own part in that. */
function subjectOf(element: Element): [site: string, part: string, name: string] {
  const name = element.getAttribute('article')
  const url =
    element.getAttribute('url') ||
    (document.querySelector<HTMLLinkElement>('link[rel=canonical]') ?? location).href.replace(/#.*/, '')
  const part = new URLSearchParams(name ? { article: name } : { url })
  return [`?site=${element.getAttribute('site')}&`, `${part}`, name || url]
}

function askAll(): void {
  const asked = new Map<string, Set<string>>()
  for (const count of waiting) {
    const [site, part] = subjectOf(count)
    asked.set(site, (asked.get(site) ?? new Set()).add(part))
  }
  waiting.clear()
  for (const [site, parts] of asked) {
    const all = [...parts]
    while (all[0]) ask(site, all.splice(0, BATCH))
  }
}

/** An answer that does not come leaves the page as it is: a figure is not worth a word about it. */
async function ask(site: string, parts: readonly string[]): Promise<void> {
  const answer = await fetch(`${SERVICE}/v1/counts${site}${parts.join('&')}`)
    .then((found) => found.json())
    .catch(() => null)
  for (const count of counts) {
    const [own, part, name] = subjectOf(count)
    if (own === site && parts.includes(part)) fill(count, answer?.counts?.[name])
  }
}

/** What the page had put in comes back where there is no figure: that of another article would be a lie. */
function fill(count: Count, figure: unknown): void {
  count.own ??= count.textContent
  // Pages say `en_GB` as well, which would make the browser throw.
  const [language] = count.closest<HTMLElement>('[lang]')?.lang.split('_') ?? []
  let text = typeof figure === 'number' ? figure : count.own
  try {
    text = text.toLocaleString(language || undefined)
  } catch {
    // No language at all, such as a template that nobody has filled in: the bare figure does.
  }
  count.textContent = text as string
}

/** The discussion itself knows best. */
function hear(event: Event): void {
  const [tag] = event.composedPath()
  if (!(tag instanceof Element)) return
  for (const count of counts) {
    if (`${subjectOf(count)}` === `${subjectOf(tag)}`) fill(count, (event as CustomEvent).detail.count)
  }
}

addEventListener('brevier:ready', hear)
addEventListener('brevier:count', hear)
customElements.get('brevier-count') ?? customElements.define('brevier-count', Count)
