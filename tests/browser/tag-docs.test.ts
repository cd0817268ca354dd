import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const docs = readFileSync('docs/embedding.md', 'utf8')
const types = readFileSync('src/browser/types/embed.d.ts', 'utf8')
const code = (name: string) => readFileSync(`src/browser/${name}.ts`, 'utf8')

/** First cells of the first table under this heading. */
function table(heading: string): string[] {
  const section = docs.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? ''
  return [...section.matchAll(/^\| `([\w:-]+)` \|/gm)].map(([, name = '']) => name).toSorted()
}

function keys(name: string): string[] {
  const body = new RegExp(`interface ${name} \\{([^]*?)\\n\\}`).exec(types)?.[1] ?? ''
  return [...body.matchAll(/^ {2}'?([\w:]+)'?\??:/gm)].map(([, key = '']) => key).toSorted()
}

const all = (source: string, pattern: RegExp) =>
  [...new Set([...source.matchAll(pattern)].map(([, name = '']) => name))].toSorted()

describe('what docs/embedding.md says of the tags', () => {
  it('names the attributes that the types and the loader know', () => {
    expect(table('Attributes')).toEqual(keys('BrevierCommentsAttributes'))
    const list = /\[('site'[^\]]*)\]/.exec(code('embed'))?.[1] ?? ''
    const read = all(
      `${list} ${code('embed')}`,
      /(?:attribute\('|[ ,]'|^'|tag\.)(site|article|url|lang|theme|loading|height|title)\b/g,
    )
    expect(read).toEqual(keys('BrevierCommentsAttributes'))
    expect(table('Counts')).toEqual(keys('BrevierCountAttributes'))
  })

  it('names the events that the types and the frame know', () => {
    const told = all(code('discussion/host'), /^ {2}(\w+): \{|^ {2}(published): /gm)
    expect(table('Events')).toEqual(keys('BrevierEvents'))
    const names = keys('BrevierEvents').map((name) => name.replace('brevier:', ''))
    expect(names).toEqual([...told.filter((name) => name !== ''), 'published'].toSorted())
    for (const type of all(types, /'(load-failed|refused|no-answer)'/g)) expect(docs).toContain(`\`${type}\``)
  })

  it('names the style sheet variables that the loader reads', () => {
    expect(table('Room')).toEqual(all(code('embed'), /(--brevier-\w+)/g))
  })
})
