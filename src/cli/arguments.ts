import { parseArgs } from 'node:util'
import type { ArgsDef, CommandDef, Resolvable } from 'citty'

/** A command that was typed wrongly; the name is what the parser calls its own. */
export class UsageError extends Error {
  override readonly name = 'CLIError'
}

/**
 * The parser keeps what it does not know, and forgets what comes twice: a mistyped `--dry-run` must not do what it was
 * meant to prevent.
 * @throws {UsageError}
 */
export async function refuseUnknown(command: CommandDef, words: readonly string[]): Promise<void> {
  const subCommands = await settled(command.subCommands)
  if (!subCommands) return refuseWords((await settled(command.args)) ?? {}, words)
  const [name, ...rest] = words
  if (name?.startsWith('-')) throw new UsageError(`${name} is not a known flag`)
  // Without one, or with an unknown one, the parser says so.
  if (name === undefined || !Object.hasOwn(subCommands, name)) return
  const subCommand = await settled(subCommands[name])
  if (subCommand) await refuseUnknown(subCommand, rest)
}

function refuseWords(known: ArgsDef, words: readonly string[]): void {
  const flags = Object.entries(known).filter(([, { type }]) => type !== 'positional')
  const options = Object.fromEntries(
    flags.map(([name, { type }]) => [
      name,
      { type: type === 'boolean' ? ('boolean' as const) : ('string' as const) },
    ]),
  )
  const { tokens, positionals } = parseArgs({
    args: [...words],
    options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  })
  const seen = new Set<string>()
  for (const token of tokens) {
    if (token.kind !== 'option') continue
    const { name, rawName, value, inlineValue } = token
    const isNegated = name.startsWith('no-') && options[name.slice(3)]?.type === 'boolean'
    if (!Object.hasOwn(options, name) && !isNegated) throw new UsageError(`${rawName} is not a known flag`)
    if (seen.has(name)) throw new UsageError(`${rawName} is given twice`)
    seen.add(name)
    if (options[name]?.type === 'string' && (value === undefined || (!inlineValue && value.startsWith('--'))))
      throw new UsageError(`${rawName} needs a value`)
  }
  const extra = positionals[Object.keys(known).length - flags.length]
  if (extra !== undefined) throw new UsageError(`"${extra}" is one word too many`)
}

async function settled<Value>(value: Resolvable<Value> | undefined): Promise<Value | undefined> {
  return typeof value === 'function' ? (value as () => Value | Promise<Value>)() : value
}
