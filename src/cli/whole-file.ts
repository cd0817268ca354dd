import { open, rename, rm, writeFile } from 'node:fs/promises'

/** A file that is there is a whole one, and its user's alone; where it cannot be finished, nothing of it takes room. */
export async function writeWhole(path: string, chunks: AsyncIterable<string>): Promise<void> {
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
