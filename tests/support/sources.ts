import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { parseSync } from 'oxc-parser'

export interface SourceImport {
  /** `src/…` path of our own file, or the package's name as written. */
  target: string
  own: boolean
  typeOnly: boolean
  names: readonly string[]
}

export interface SourceFile {
  /** From the package's folder: `src/kernel/text.ts`. */
  path: string
  text: string
  imports: readonly SourceImport[]
}

/** Every TypeScript file of `src/`, with what it imports: read from the syntax tree, not by pattern. */
export function readSources(folder = 'src'): SourceFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name).replaceAll('\\', '/'))
    .filter((path) => /\.tsx?$/.test(path))
    .sort()
    .map((path) => {
      const text = readFileSync(path, 'utf8')
      return { path, text, imports: importsOf(path, text) }
    })
}

function importsOf(path: string, text: string): SourceImport[] {
  const { module, errors } = parseSync(path, text)
  if (errors.length > 0) throw new Error(`${path} does not parse`)
  const found: SourceImport[] = []
  for (const { moduleRequest, entries } of module.staticImports) {
    found.push({
      ...resolve(path, moduleRequest.value),
      typeOnly: entries.length > 0 && entries.every((entry) => entry.isType),
      names: entries.flatMap((entry) => entry.importName.name ?? []),
    })
  }
  for (const { entries } of module.staticExports) {
    for (const entry of entries) {
      if (entry.moduleRequest) {
        found.push({ ...resolve(path, entry.moduleRequest.value), typeOnly: entry.isType, names: [] })
      }
    }
  }
  for (const { moduleRequest } of module.dynamicImports) {
    const name = text.slice(moduleRequest.start, moduleRequest.end).replace(/^['"]|['"]$/g, '')
    found.push({ ...resolve(path, name), typeOnly: false, names: [] })
  }
  return found
}

function resolve(from: string, name: string): { target: string; own: boolean } {
  return name.startsWith('.')
    ? { target: posix.join(dirname(from).replaceAll('\\', '/'), name), own: true }
    : { target: name, own: false }
}
