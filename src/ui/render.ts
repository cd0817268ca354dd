import type { Child } from 'hono/jsx'
import { jsx } from 'hono/jsx'

/**
 * The renderer would follow a component across an `await` by `AsyncLocalStorage`, which on Node 20 and 22 makes every
 * callback of the process dearer from then on: a cached page by a tenth. Our components are synchronous and need none,
 * so its first look, which is its only one, finds no such module (`docs/decisions/005`).
 */
function renderUntracked(): void {
  const { getBuiltinModule } = process
  Object.assign(process, { getBuiltinModule: undefined })
  try {
    String(jsx('br', {}))
  } finally {
    Object.assign(process, { getBuiltinModule })
  }
}

renderUntracked()

/** The document as text. Our components are synchronous; a promise in one would print as `[object Promise]`. */
export function renderDocument(page: Child): string {
  return `<!doctype html>${String(page)}`
}
