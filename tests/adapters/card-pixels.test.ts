import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { createCardRenderer } from '../../src/adapters/card-renderer.ts'
import { PATHS } from '../../src/config/paths.ts'
import { PICTURES } from './card-pictures.ts'

const DIR = 'tests/adapters/card-pictures'
/** A third of the size: a line that breaks elsewhere or a letter in another font shows, a rounding does not. */
const SIZE = { width: 400, height: 210 } as const
/** Of 255, on average over the samples; and how many samples may differ by more than a fifth of that. */
const TOLERANCE = { mean: 0.25, far: 9 } as const

const renderer = createCardRenderer({ fontsDir: PATHS.fonts })

async function reduced(bytes: Uint8Array): Promise<Buffer> {
  return sharp(bytes).resize(SIZE).removeAlpha().toColourspace('srgb').raw().toBuffer()
}

async function stored(name: string): Promise<Buffer> {
  return sharp(await readFile(join(DIR, `${name}.png`)))
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer()
}

function difference(one: Buffer, other: Buffer): { mean: number; far: number } {
  expect(one.length).toBe(other.length)
  let sum = 0
  let far = 0
  for (let at = 0; at < one.length; at += 1) {
    const apart = Math.abs((one[at] ?? 0) - (other[at] ?? 0))
    sum += apart
    if (apart > 51) far += 1
  }
  return { mean: sum / one.length, far }
}

describe('a card looks as it was last seen by somebody', () => {
  it.each(Object.entries(PICTURES))('%s', async (name, spec) => {
    const drawn = await reduced((await renderer.render(spec)).bytes)
    if (process.env['UPDATE_PICTURES']) {
      await mkdir(DIR, { recursive: true })
      const picture = sharp(drawn, { raw: { ...SIZE, channels: 3 } })
      await writeFile(
        join(DIR, `${name}.png`),
        await picture.png({ palette: name !== 'article-en-photo', compressionLevel: 9 }).toBuffer(),
      )
    }
    const { mean, far } = difference(drawn, await stored(name))
    expect(mean).toBeLessThan(TOLERANCE.mean)
    expect(far).toBeLessThan(TOLERANCE.far)
  })

  it('would be seen with one other word, line break, weight or colour', async () => {
    const spec = PICTURES['article-ko-photo']
    if (spec?.kind !== 'article') throw new Error('no such picture')
    for (const change of [
      { headline: spec.headline.replace('제시', '재시') },
      { headline: spec.headline.replace('강화 목표', '강화목표') },
      { accent: '#1c9147' },
      { stamp: '2021' },
      { paper: '모닝타임스' },
      { language: 'en' as const },
    ]) {
      const drawn = await reduced((await renderer.render({ ...spec, ...change })).bytes)
      const { mean, far } = difference(drawn, await stored('article-ko-photo'))
      expect(mean < TOLERANCE.mean && far < TOLERANCE.far, JSON.stringify(change)).toBe(false)
    }
  })

  it('has no stored picture that nobody draws', async () => {
    expect((await readdir(DIR)).sort()).toEqual(
      Object.keys(PICTURES)
        .map((name) => `${name}.png`)
        .sort(),
    )
  })
})
