import { open, rename, rm, stat, writeFile } from 'node:fs/promises'

/** A file that is there is a whole one, and its user's alone; where it cannot be finished, nothing of it takes room. */
export async function writeWhole(path: string, chunks: AsyncIterable<string>): Promise<void> {
  const found = await stat(path).catch(() => null)
  // Its name would be taken from a device or a pipe.
  if (found && !found.isFile()) throw new Error(`${path} is no file`)
  const unfinished = `${path}.part`
  await rm(unfinished, { force: true })
  const file = await open(unfinished, 'wx', 0o600)
  try {
    await writeFile(file, chunks)
    await file.sync()
    await file.close()
    await rename(unfinished, path)
  } catch (error) {
    await file.close().catch(() => {})
    await rm(unfinished, { force: true })
    throw error
  }
}
