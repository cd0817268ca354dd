import { readFile } from 'node:fs/promises'
import { brotliCompressSync } from 'node:zlib'
import { build, transform } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { COMMON_STYLES, STYLES } from '../../src/browser/styles.ts'

const KB = 1024

async function script(entry: string): Promise<number> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: ['chrome100', 'firefox100', 'safari15.4'],
    write: false,
  })
  return brotliCompressSync(outputFiles[0]?.contents ?? '').length
}

async function styles(...files: readonly string[]): Promise<number> {
  const sources = await Promise.all(files.map((file) => readFile(file, 'utf8')))
  return brotliCompressSync((await transform(sources.join('\n'), { loader: 'css', minify: true })).code)
    .length
}

describe("what a reader's browser downloads, compressed", () => {
  it('is at most 1 KB for the loader', async () => {
    const size = await script('src/browser/embed.ts')
    expect(size).toBeGreaterThan(0)
    expect(size).toBeLessThanOrEqual(KB)
  })

  it('is at most 0.65 KB for the counts of a page', async () => {
    expect(await script('src/browser/embed-count.ts')).toBeLessThanOrEqual(0.65 * KB)
  })

  it('is at most 12 KB for scripts and styles of the discussion, the loader included', async () => {
    const parts = await Promise.all([
      script('src/browser/embed.ts'),
      script('src/browser/discussion/index.ts'),
      styles(...COMMON_STYLES, ...STYLES.discussion),
    ])
    expect(parts.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(12 * KB)
  })
})
