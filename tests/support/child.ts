import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { build } from 'esbuild'

const ROOT = join(import.meta.dirname, '../..')

/**
 * Runs a TypeScript text as a Node process of its own, with the project's modules, e.g.
 * `import { lockFile } from './src/storage/sqlite/lock.ts'`.
 */
export async function startChild(program: string): Promise<ChildProcess> {
  const bundle = await build({
    stdin: { contents: program, resolveDir: ROOT, loader: 'ts' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    write: false,
  })
  const code = bundle.outputFiles[0]?.text ?? ''
  return spawn(process.execPath, ['--input-type=module', '-e', code], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

/** Settles at the first thing that the child prints. @throws when it ends before */
export async function firstWord(child: ChildProcess): Promise<string> {
  const ended = once(child, 'exit').then(([code, signal]) =>
    Promise.reject(new Error(`ended: ${code ?? signal}`)),
  )
  const said = child.stdout ? once(child.stdout, 'data').then(([data]) => String(data).trim()) : ended
  ended.catch(() => {})
  return Promise.race([said, ended])
}
