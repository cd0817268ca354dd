import { existsSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { OPTIONS } from './options.ts'

/** The settings of a configuration file; none where there is no file. What is wrong is added to `faults`. */
export function readFile(path: string, faults: string[]): Map<string, string> {
  if (!existsSync(path)) return new Map()
  try {
    const content: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (typeof content !== 'object' || content === null || Array.isArray(content))
      throw new Error('not an object')
    return withFiles(
      new Map(Object.entries(content).map(([key, value]) => [key, String(value)])),
      path,
      faults,
    )
  } catch (error) {
    faults.push(`${path} is not a JSON object (${error instanceof Error ? error.message : 'unreadable'})`)
    return new Map()
  }
}

/** `NAME_file` stands for the content of that file, beside the configuration where it is not absolute. */
function withFiles(values: ReadonlyMap<string, string>, path: string, faults: string[]): Map<string, string> {
  const settled = new Map<string, string>()
  for (const [key, value] of values) {
    const name = key.replace(/_file$/, '')
    if (name === key || !OPTIONS.some((option) => option.key === name)) settled.set(key, value)
    else if (values.has(name)) faults.push(`give either ${name} or ${key} in the configuration file`)
    else {
      try {
        settled.set(name, readFileSync(resolve(dirname(path), value), 'utf8').trim())
      } catch {
        faults.push(`${key}: the file ${value} cannot be read`)
      }
    }
  }
  return settled
}
