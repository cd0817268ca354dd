import type { Catalogue } from '../../src/locales/index.ts'

/** One message of a catalogue, or another value at the end of a path. */
export interface Message {
  /** `reader.thread.more` */
  path: string
  kind: string
  /** How English calls what is put in. */
  parameters: readonly string[]
  /** Everything that it can say, with marks where something is put in. */
  said: readonly string[]
}

/** What is put in at this place of the arguments. */
export const mark = (at: number) => `⟦${at}⟧`

export function messagesOf(catalogue: Catalogue, english: Catalogue = catalogue): Message[] {
  const walk = (value: unknown, model: unknown, path: string): Message[] => {
    if (Array.isArray(value) || typeof value !== 'object' || value === null)
      return [messageAt(path, value, model)]
    return Object.entries(value).flatMap(([key, part]) =>
      walk(part, (model as Record<string, unknown> | undefined)?.[key], path === '' ? key : `${path}.${key}`),
    )
  }
  return walk(catalogue, english, '')
}

function messageAt(path: string, value: unknown, model: unknown): Message {
  const kind = Array.isArray(value) ? `list of ${value.length}` : typeof value
  if (typeof value !== 'function') return { path, kind, parameters: [], said: [value].flat().map(String) }
  const parameters = typeof model === 'function' ? parametersOf(model) : []
  const marks = parameters.map((name, at) => (name === 'names' ? [mark(at)] : mark(at)))
  // Some words change with a figure or with what is missing.
  const calls: unknown[][] = [marks]
  for (const other of [0, 1, 2, null, false])
    for (const at of marks.keys()) calls.push(marks.map((one, place) => (place === at ? other : one)))
  return { path, kind, parameters, said: calls.flatMap((args) => say(value as Say, args)) }
}

type Say = (...args: unknown[]) => string

/** What does not take such an argument says nothing. */
function say(message: Say, args: unknown[]): string[] {
  try {
    return [message(...args)]
  } catch {
    return []
  }
}

function parametersOf(message: { toString(): string }): string[] {
  const [, list = ''] = /^\(?([^)=]*)\)?\s*=>/.exec(message.toString()) ?? []
  return list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
}
