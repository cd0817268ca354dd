import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { build } from './build.ts'
import { readEnv } from './env.ts'
import { readFile } from './file.ts'
import type { Config } from './model.ts'
import { type Key, OPTIONS } from './options.ts'

export { type Config, ConfigError } from './model.ts'

export interface ConfigSources {
  env?: NodeJS.ProcessEnv
  /** Where a relative `brevier.config.json` is looked for. */
  cwd: string
  /** Highest rank: command-line flags by option key. */
  flags?: Partial<Record<Key, string>>
}

/**
 * Defaults < file < environment < flags. Unknown keys are faults, so that a typing error cannot pass silently.
 * @throws {ConfigError} with every fault at once
 */
export function loadConfig({ env, cwd, flags = {} }: ConfigSources): Config {
  const fromEnv = readEnv(env)
  const faults = [...fromEnv.faults]
  const named = fromEnv.values.get('CONFIG')
  const path = resolve(cwd, named ?? 'brevier.config.json')
  if (named !== undefined && !existsSync(path)) faults.push(`BREVIER_CONFIG: the file ${path} does not exist`)
  const file = readFile(path, faults)
  fromEnv.values.delete('CONFIG')
  const values = new Map<string, string>()
  for (const option of OPTIONS) {
    const value =
      flags[option.key] ??
      fromEnv.values.get(option.key.toUpperCase()) ??
      file.get(option.key) ??
      ('fallback' in option ? option.fallback : '')
    values.set(option.key, value)
    fromEnv.values.delete(option.key.toUpperCase())
    file.delete(option.key)
  }
  for (const name of fromEnv.values.keys()) faults.push(`BREVIER_${name} is not a known setting`)
  for (const key of file.keys()) faults.push(`"${key}" in the configuration file is not a known setting`)
  return build((key) => values.get(key) ?? '', cwd, faults)
}
