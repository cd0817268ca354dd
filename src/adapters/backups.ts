import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** When the newest manifest in `backups/` was written (epoch ms): one is written after its backup was verified. */
export async function lastBackupAt(dataDir: string): Promise<number | null> {
  const folder = join(dataDir, 'backups')
  const names = await readdir(folder, { recursive: true }).catch((): string[] => [])
  let newest: number | null = null
  for (const name of names) {
    if (!name.endsWith('.json')) continue
    const { mtimeMs } = await stat(join(folder, name))
    newest = Math.max(newest ?? 0, mtimeMs)
  }
  return newest
}
