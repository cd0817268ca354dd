import type { Child } from 'hono/jsx'

/** The document as text. Our components are synchronous; a promise in one would print as `[object Promise]`. */
export function renderDocument(page: Child): string {
  return `<!doctype html>${String(page)}`
}
