import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'

const documents = [
  ...readdirSync('.').filter((name) => name.endsWith('.md')),
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
]
const proseOf = (path: string) =>
  readFileSync(path, 'utf8')
    .replace(/^```[\s\S]*?^```/gm, '')
    .replace(/`[^`\n]*`/g, '')

/** As the forges make it of a heading: small letters, blanks as hyphens, other signs left out. */
const anchorOf = (heading: string) =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-')
const anchorsOf = (path: string) =>
  Array.from(
    readFileSync(path, 'utf8')
      .replace(/^```[\s\S]*?^```/gm, '')
      .matchAll(/^#{1,6} (.+)$/gm),
    ([, text = '']) => anchorOf(text),
  )

function faultOf(from: string, link: string): string | null {
  const [path = '', anchor] = link.split('#')
  const target = path === '' ? from : normalize(join(dirname(from), path))
  const found = statSync(target, { throwIfNoEntry: false })
  if (!found) return `${from}: there is no ${link}`
  if (anchor === undefined || anchorsOf(target).includes(anchor)) return null
  return `${from}: ${target} has no heading #${anchor}`
}

describe('documents', () => {
  it('are linked with each other without a dead end', () => {
    const links = documents.flatMap((path) =>
      Array.from(proseOf(path).matchAll(/\]\(([^)\s]+)\)/g), ([, link = '']) => [path, link] as const),
    )
    const own = links.filter(([, link]) => !/^[a-z]+:/.test(link))
    expect(own.length).toBeGreaterThan(60)
    expect(own.flatMap(([path, link]) => faultOf(path, link) ?? [])).toEqual([])
  })

  it('can each be found from the map in docs/README.md', () => {
    const map = readFileSync('docs/README.md', 'utf8')
    const missing = readdirSync('docs').filter(
      (name) => name.endsWith('.md') && name !== 'README.md' && !map.includes(`](${name})`),
    )
    expect(missing).toEqual([])
  })
})
