import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The package's own folder, from the sources as well as from the build. */
const root = findRoot(dirname(fileURLToPath(import.meta.url)))

export const PATHS = {
  root,
  assets: join(root, 'dist', 'assets'),
  fonts: join(root, 'src', 'adapters', 'fonts'),
  migrations: join(root, 'migrations'),
  seeds: join(root, 'seeds'),
} as const

function findRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder
  const parent = dirname(folder)
  if (parent === folder) throw new Error('package.json not found above the program')
  return findRoot(parent)
}
