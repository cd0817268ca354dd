import { decodeEntities } from '../../kernel/html-entities.ts'

/** What is read of a thing; any of it may be anything. */
type Node = Readonly<
  Partial<
    Record<
      | (
          | '@type'
          | '@graph'
          | 'name'
          | 'url'
          | 'contentUrl'
          | 'caption'
          | 'creditText'
          | 'headline'
          | 'description'
        )
      | (
          | 'author'
          | 'articleSection'
          | 'keywords'
          | 'image'
          | 'datePublished'
          | 'dateModified'
          | 'inLanguage'
        ),
      unknown
    >
  >
>

/** `NewsArticle`, `OpinionNewsArticle`, `BlogPosting`, … */
const KIND = /(?:Article|Posting)$/
/** Texts of one value: a page of a thousand authors is not worth reading on. */
const MOST = 40

/** The first article that the page's structured data speaks of (schema.org), or `null`. */
export function articleNode(texts: readonly string[]): Node | null {
  for (const text of texts) {
    const found = nodesOf(parsed(text)).find((node) => KIND.test(textsIn(node['@type']).join(' ')))
    if (found) return found
  }
  return null
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** One object, a list of them, or a graph of them: as sites write it. */
function nodesOf(value: unknown): Node[] {
  const top = Array.isArray(value) ? value.slice(0, MOST) : [value]
  return top.filter(isNode).flatMap((node) => {
    const graph = node['@graph']
    return Array.isArray(graph) ? [node, ...graph.slice(0, MOST).filter(isNode)] : [node]
  })
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A text, the texts of a list, or the names of things. Some sites write character references in them. */
export function textsIn(value: unknown): string[] {
  const values = Array.isArray(value) ? value.slice(0, MOST) : [value]
  return values.flatMap((one) => {
    const text = isNode(one) ? one.name : one
    return typeof text === 'string' ? [decodeEntities(text)] : []
  })
}
