import { existsSync, mkdirSync, rmdirSync } from 'node:fs'
import { dirname } from 'node:path'

/** Makes a folder, and answers what there was not, the deepest first. */
export function addFolders(dir: string): string[] {
  const added: string[] = []
  for (let path = dir; !existsSync(path); path = dirname(path)) added.push(path)
  mkdirSync(dir, { recursive: true })
  return added
}

/** Of those that it was only looked into; one that somebody has begun to use meanwhile stays. */
export function takeAway(added: readonly string[]): void {
  try {
    for (const path of added) rmdirSync(path)
  } catch {}
}
