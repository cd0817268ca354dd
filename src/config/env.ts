import { readFileSync } from 'node:fs'

const PREFIX = 'BREVIER_'

/**
 * The only reader of `process.env`: every variable that begins with `BREVIER_`, without the prefix.
 * `NAME_FILE` stands for the content of that file, so that a secret need not be in the environment.
 *
 * @returns values by name, and a sentence for each file that could not be read and each setting that is given twice
 */
export function readEnv(env: NodeJS.ProcessEnv = process.env): {
  values: Map<string, string>
  faults: string[]
} {
  const values = new Map<string, string>()
  const faults: string[] = []
  for (const [name, value] of Object.entries(env)) {
    if (!name.startsWith(PREFIX) || value === undefined || value === '') continue
    const key = name.slice(PREFIX.length)
    if (!key.endsWith('_FILE')) {
      values.set(key, value)
      continue
    }
    const whole = name.slice(0, -'_FILE'.length)
    if (env[whole]) {
      faults.push(`give either ${whole} or ${name}`)
      continue
    }
    try {
      values.set(key.slice(0, -'_FILE'.length), readFileSync(value, 'utf8').trim())
    } catch {
      faults.push(`${name}: the file ${value} cannot be read`)
    }
  }
  return { values, faults }
}

/** `production` unless the environment says otherwise. */
export function isProductionEnvironment(env: NodeJS.ProcessEnv = process.env): boolean {
  return env['NODE_ENV'] === 'production'
}
