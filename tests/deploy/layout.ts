import { execFileSync } from 'node:child_process'
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** What the bundle leaves outside (`src/browser/build-programs.ts`); all other libraries are in it. */
const OUTSIDE = ['better-sqlite3', 'sharp', '@takumi-rs/core']

/**
 * What an installation needs while it runs and nothing more, at `root`: the files of the package, and of the packages
 * those that the bundle does not hold, with what they need in their turn. Then all of it is read-only.
 */
export function installAt(root: string): void {
  const [packed] = JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json', '--silent'], { encoding: 'utf8' }),
  )
  const files: string[] = packed.files.map(({ path }: { path: string }) => path)
  for (const path of [...files, ...neededBy(OUTSIDE)]) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    cpSync(path, join(root, path), { recursive: true })
  }
  for (const { path, isFolder } of walk(root)) chmodSync(path, isFolder ? 0o555 : 0o444)
  chmodSync(root, 0o555)
}

/** Folders of packages and of what they depend on, as far as it is made for this machine. */
function neededBy(names: readonly string[], found = new Set<string>()): Set<string> {
  for (const path of names.map((name) => join('node_modules', name))) {
    if (found.has(path) || !existsSync(path)) continue
    found.add(path)
    const { dependencies, optionalDependencies } = JSON.parse(
      readFileSync(join(path, 'package.json'), 'utf8'),
    )
    neededBy(Object.keys({ ...dependencies, ...optionalDependencies }), found)
  }
  return found
}

/** Every path below a folder with its time of change: equal before and after when nothing was written. */
export function stateOf(root: string): string[] {
  return walk(root).map(({ path, changedMs }) => `${path} ${changedMs}`)
}

/** So that a temporary folder can be deleted by whoever made it. */
export function makeWritable(root: string): void {
  chmodSync(root, 0o755)
  for (const { path, isFolder } of walk(root)) if (isFolder) chmodSync(path, 0o755)
}

/** Folders come before what is in them. */
function walk(root: string): { path: string; isFolder: boolean; changedMs: number }[] {
  return readdirSync(root).flatMap((name) => {
    const path = join(root, name)
    const found = statSync(path)
    const self = { path, isFolder: found.isDirectory(), changedMs: found.mtimeMs }
    return self.isFolder ? [self, ...walk(path)] : [self]
  })
}

/** Modes bind everybody but root: root's tests run the program as `nobody`, where that user can reach Node. */
export function userOfService(): { userId: number | undefined; isBound: boolean } {
  if (process.getuid?.() !== 0) return { userId: undefined, isBound: true }
  return { userId: 65_534, isBound: everybodyReaches(process.execPath) }
}

function everybodyReaches(path: string): boolean {
  accessSync(path, constants.X_OK)
  const above = dirname(resolve(path))
  return (statSync(path).mode & 0o001) !== 0 && (above === path || everybodyReaches(above))
}
