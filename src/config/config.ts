import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { build } from './build.ts'
import { readEnv } from './env.ts'
import { readFile } from './file.ts'
import type { Config } from './model.ts'
import { type Key, OPTIONS } from './options.ts'

export { type Config, ConfigError } from './model.ts'

export interface ConfigSources {
  env?: NodeJS.ProcessEnv
  /** Where `brevier.config.json` is looked for, and where relative paths of the environment begin. */
  cwd: string
  /** Highest rank: command-line flags by option key. */
  flags?: Partial<Record<Key, string>>
}

const CONFIG_FILE = 'brevier.config.json'

/** The file that is read: the one that `BREVIER_CONFIG` names, else `brevier.config.json` of this folder. */
export function configPath(cwd: string): string {
  return resolve(cwd, readEnv().values.get('CONFIG') ?? CONFIG_FILE)
}

/** What is wrong with the environment whatever stands in a file: a sentence for each fault. */
export function environmentFaults(env?: NodeJS.ProcessEnv): string[] {
  const { values, faults } = readEnv(env)
  const known = new Set(['CONFIG', ...OPTIONS.map(({ key }) => key.toUpperCase())])
  const unknown = [...values.keys()].filter((name) => !known.has(name))
  return [...faults, ...unknown.map((name) => `BREVIER_${name} is not a known setting`)]
}

/**
 * Defaults < file < environment < flags. Unknown keys are faults, so that a typing error cannot pass silently.
 * @throws {ConfigError} with every fault at once
 */
export function loadConfig({ env, cwd, flags = {} }: ConfigSources): Config {
  const { values: fromEnv } = readEnv(env)
  const faults = environmentFaults(env)
  const named = fromEnv.get('CONFIG')
  const path = resolve(cwd, named ?? CONFIG_FILE)
  if (named !== undefined && !existsSync(path)) faults.push(`BREVIER_CONFIG: the file ${path} does not exist`)
  const file = readFile(path, faults)
  const values = new Map<string, string>()
  const fromOutside = new Map<string, string>()
  for (const option of OPTIONS) {
    const name = option.key.toUpperCase()
    const flag = flags[option.key]
    const outside = flag ?? fromEnv.get(name)
    if (outside !== undefined)
      fromOutside.set(option.key, flag === undefined ? `BREVIER_${name}` : `--${option.key}`)
    values.set(option.key, outside ?? file.get(option.key) ?? ('fallback' in option ? option.fallback : ''))
    file.delete(option.key)
  }
  for (const key of file.keys()) faults.push(`"${key}" in the configuration file is not a known setting`)
  return build(
    (key) => values.get(key) ?? '',
    // Wherever a command is called, the file and its defaults mean the same folder.
    (key) => (fromOutside.has(key) ? cwd : dirname(path)),
    faults,
    (found) => withPlaces(found, (key) => placeOf(path, values.get(key), fromOutside.get(key))),
  )
}

/** After each fault of a value, where that was set; a value of the wrong kind is no second fault. */
function withPlaces(faults: readonly string[], place: (key: string) => string): string[] {
  return faults.flatMap((fault) => {
    const [, key] = /^([a-z_]+) (?:must|is a) /.exec(fault) ?? []
    if (key === undefined) return [fault]
    return faults.some((other) => other.startsWith(`"${key}" in `)) ? [] : [`${fault} (${place(key)})`]
  })
}

function placeOf(path: string, value: string | undefined, outside: string | undefined): string {
  if (outside !== undefined) return `set by ${outside}`
  if (value) return `set in ${path}`
  return existsSync(path) ? `not set in ${path}` : `not set: there is no ${path}`
}
