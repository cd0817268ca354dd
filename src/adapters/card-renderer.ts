import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import type { Renderer } from '@takumi-rs/core'
import type { CardRenderer } from '../features/ports.ts'
import { type Card, type CardSpec, TEMPLATE_VERSION } from '../features/sharing/model.ts'
import { type Coverage, coverageOf } from './cards/coverage.ts'
import { drawCard } from './cards/draw.ts'
import { plainCard } from './cards/plain.ts'
import { createQueue } from './cards/queue.ts'
import { boundedSpec } from './cards/texts.ts'

/** What {@link fontsDigest} answers, put in by the build: nobody waits for ten megabytes to be read. */
declare const BREVIER_FONTS: string | undefined

const FONTS = [
  { file: 'Pretendard-Medium.otf', name: 'Pretendard', weight: 500 },
  { file: 'Pretendard-Bold.otf', name: 'Pretendard', weight: 700 },
  { file: 'NotoSansKR-Bold.ttf', name: 'Noto Sans KR', weight: 700 },
  { file: 'NotoSansArabic-Bold.ttf', name: 'Noto Sans Arabic', weight: 700 },
  { file: 'NotoSansHebrew-Bold.ttf', name: 'Noto Sans Hebrew', weight: 700 },
  { file: 'Twemoji.woff2', name: 'Twemoji', weight: 400 },
] as const

const LIBRARIES = ['@takumi-rs/core', 'sharp'] as const

/** Two at once keep both halves of a card busy, text and photo; never more than there are cores. */
const LIMITS = { running: Math.min(2, availableParallelism()), waiting: 32, timeoutMs: 2_000 } as const

export interface CardRendererOptions {
  fontsDir: string
  /** In place of the libraries, behind the same queue and time limit. */
  draw?: (spec: CardSpec) => Promise<Card>
}

interface Engine {
  renderer: Renderer
  covers: Coverage
}

/**
 * Draws cards by takumi (text) and sharp (photo, JPEG). Libraries and fonts are loaded by the first card,
 * not at start. Touches no network: photos come as bytes, fonts from `fontsDir`.
 *
 * `render` throws {QueueFull}, {QueueTimeout}, and whatever the libraries throw on a photo they cannot read.
 *
 * `version` throws when a library is missing, and from the sources when a font file is.
 */
export function createCardRenderer({ fontsDir, draw }: CardRendererOptions): CardRenderer {
  const enqueue = createQueue(LIMITS)
  let loading: Promise<Engine> | undefined
  let version: string | undefined

  const engine = (): Promise<Engine> => {
    loading ??= loadEngine(fontsDir).catch((error: unknown) => {
      // One failed read must not fail every later card.
      loading = undefined
      throw error
    })
    return loading
  }

  return {
    // Made with the first address of a card.
    get version() {
      version ??= rendererVersion(fontsDir)
      return version
    },
    plain: plainCard,
    render: (spec) =>
      enqueue(async () => {
        if (draw) return draw(spec)
        const { renderer, covers } = await engine()
        return drawCard(renderer, boundedSpec(spec, covers))
      }),
  }
}

async function loadEngine(fontsDir: string): Promise<Engine> {
  const { Renderer: Takumi } = await import('@takumi-rs/core')
  const renderer = new Takumi()
  const outlines: Uint8Array[] = []
  for (const { file, ...face } of FONTS) {
    const data = await readFile(join(fontsDir, file))
    await renderer.registerFont({ ...face, data })
    if (!file.endsWith('.woff2')) outlines.push(data)
  }
  return { renderer, covers: coverageOf(outlines) }
}

/** Changes whenever the same words could be drawn differently: libraries, fonts, templates. */
function rendererVersion(fontsDir: string): string {
  const parts = [
    `template ${TEMPLATE_VERSION}`,
    ...LIBRARIES.map((name) => `${name} ${libraryVersion(name)}`),
    `fonts ${typeof BREVIER_FONTS === 'string' ? BREVIER_FONTS : fontsDigest(fontsDir)}`,
  ]
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 16)
}

/** SHA-256 (hex) of all fonts, one after the other in the order of their names, as `src/browser/build-programs.ts` makes it. */
function fontsDigest(fontsDir: string): string {
  const digest = createHash('sha256')
  for (const file of FONTS.map(({ file }) => file).sort()) digest.update(readFileSync(join(fontsDir, file)))
  return digest.digest('hex')
}

/** Reads the version without loading the library. Not every package exports its package.json, hence the walk. */
function libraryVersion(name: string): string {
  let dir = dirname(createRequire(import.meta.url).resolve(name))
  while (dir !== dirname(dir)) {
    const found = packageVersion(join(dir, 'package.json'), name)
    if (found !== null) return found
    dir = dirname(dir)
  }
  throw new Error(`${name} has no package.json`)
}

function packageVersion(path: string, name: string): string | null {
  let manifest: unknown
  try {
    manifest = JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
  if (typeof manifest !== 'object' || manifest === null) return null
  if (!('name' in manifest) || manifest.name !== name) return null
  return 'version' in manifest && typeof manifest.version === 'string' ? manifest.version : null
}
