import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Site } from '../features/sites/model.ts'

export interface Asset {
  body: Buffer
  type: string
}

/** Style sheets and scripts with the hash of their bytes in the name, held in memory. */
export interface Assets {
  /** Address of a style sheet, with the site's accent in it. */
  styles(name: string, site?: Pick<Site, 'accent'>): string
  script(name: string): string
  /** The file behind `/assets/:file`; `exact` when the hash is the present one. */
  find(file: string): { asset: Asset; exact: boolean } | null
  readonly loader: Asset
  readonly counts: Asset
}

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  jpg: 'image/jpeg',
}

/** Reads what the build made: `<name>.css` and `<name>.js`. */
export function loadAssets(dir: string): Assets {
  const files = new Map(readdirSync(dir).map((name) => [name, readFileSync(join(dir, name))]))
  const byName = new Map<string, { file: string; asset: Asset }>()

  function add(name: string, body: Buffer): string {
    const known = byName.get(name)
    if (known) return `/assets/${known.file}`
    const extension = name.slice(name.lastIndexOf('.') + 1)
    const hash = createHash('sha256').update(body).digest('hex').slice(0, 12)
    const file = `${name.slice(0, -extension.length - 1)}.${hash}.${extension}`
    byName.set(name, { file, asset: { body, type: TYPES[extension] ?? 'application/octet-stream' } })
    return `/assets/${file}`
  }

  function read(name: string): Buffer {
    const body = files.get(name)
    if (!body) throw new Error(`no asset ${name}: run the build`)
    return body
  }

  return {
    styles(name, site) {
      if (!site) return add(`${name}.css`, read(`${name}.css`))
      const accent = site.accent.slice(1)
      const colours = `:root{--accent-light:#${accent};--accent-dark:color-mix(in oklch,#${accent} 45%,white)}`
      return add(`${name}-${accent}.css`, Buffer.concat([read(`${name}.css`), Buffer.from(colours)]))
    },
    script: (name) => add(`${name}.js`, read(`${name}.js`)),
    find(file) {
      const name = file.replace(/\.[0-9a-f]{12}\.(css|js)$/, '.$1')
      const found = byName.get(name)
      return found ? { asset: found.asset, exact: found.file === file } : null
    },
    loader: { body: read('embed.js'), type: TYPES['js'] ?? '' },
    counts: { body: read('embed-count.js'), type: TYPES['js'] ?? '' },
  }
}
