import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { ConfigError } from './model.ts'
import { OPTIONS } from './options.ts'

/**
 * The settings of a configuration file; none where there is no file. What is wrong with one of them is added to `faults`.
 * @throws {ConfigError} when nothing of the file can be read: what is in it cannot be missing
 */
export function readFile(path: string, faults: string[]): Map<string, string> {
  const values = new Map<string, string>()
  for (const [key, value] of Object.entries(contentOf(path, faults))) {
    if (typeof value !== 'string' && typeof value !== 'number')
      faults.push(`"${key}" in the configuration file must be a text or a number`)
    // An id of so many digits is another one by now.
    else if (Number.isInteger(value) && !Number.isSafeInteger(value))
      faults.push(`"${key}" in the configuration file must stand in quotes: so long a number loses digits`)
    // As in the environment: what is empty is not set.
    else if (value !== '') values.set(key, String(value))
  }
  return withFiles(values, path, faults)
}

function contentOf(path: string, faults: readonly string[]): object {
  const text = textOf(path, faults)
  if (text === null) return {}
  try {
    const content: unknown = JSON.parse(text)
    if (typeof content === 'object' && content !== null && !Array.isArray(content)) return content
  } catch (error) {
    throw new ConfigError([...faults, `${path} is not a JSON object${placeOf(error, text)}`])
  }
  throw new ConfigError([...faults, `${path} is not a JSON object`])
}

function textOf(path: string, faults: readonly string[]): string | null {
  try {
    // Without the mark that editors of Windows begin a text with.
    return new TextDecoder().decode(readFileSync(path))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable'
    if (code === 'ENOENT') return null
    const said = code === 'EISDIR' ? 'is a folder, and must be a file' : `cannot be read (${code})`
    throw new ConfigError([...faults, `${path} ${said}`])
  }
}

/** The line alone: the parser's own words repeat what stands there, and that may be a secret. */
function placeOf(error: unknown, text: string): string {
  const [, position] = /at position (\d+)/.exec(error instanceof Error ? error.message : '') ?? []
  return position === undefined ? '' : ` (see line ${text.slice(0, Number(position)).split('\n').length})`
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
