import type sharp from 'sharp'

/** Loaded by the first picture, not at start, and without its cache of operations: no photo comes twice. */
export async function loadSharp(): Promise<typeof sharp> {
  const { default: library } = await import('sharp')
  library.cache(false)
  return library
}
