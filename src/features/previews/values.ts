import type { Client } from './client-model.ts'
import type { FaultCode, HeadValue, PageFacts, Severity } from './model.ts'

/** Writes a fault down, with the mark of the group of rules that it breaks. */
export type Find = (
  code: FaultCode,
  severity: Severity,
  group: keyof Client['sources'],
  is?: string,
  may?: string,
) => void

export function allValues({ values }: PageFacts, names: readonly string[]): HeadValue[] {
  return values.filter(({ name }) => names.includes(name))
}

/** The first of the names that this reader finds in its window. */
export function firstValue(page: PageFacts, client: Client, names: readonly string[]): HeadValue | null {
  for (const name of names) {
    const found = page.values.find(
      (value) =>
        value.name === name &&
        value.end <= client.window &&
        !(client.onlyProperty && value.by === 'name' && name.startsWith('og:')),
    )
    if (found) return found
  }
  return null
}
