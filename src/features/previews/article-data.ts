const ARTICLES = /(Article|Posting|BlogPosting|Report)$/
/** No deeper: an article is at the top, in `@graph` or under `mainEntity`. */
const DEPTH = 3

export interface ArticleData {
  headline: string
  description: string
  image: string
}

/** What structured data says of the article; `null` where there is none, or it is no JSON. */
export function articleData(text: string): ArticleData | null {
  try {
    return articleIn(JSON.parse(text), DEPTH)
  } catch {
    return null
  }
}

function articleIn(value: unknown, depth: number): ArticleData | null {
  if (depth === 0 || typeof value !== 'object' || value === null) return null
  if (Array.isArray(value)) return firstIn(value, depth)
  const thing = value as Record<string, unknown>
  const types = [thing['@type']].flat()
  if (types.some((type) => typeof type === 'string' && ARTICLES.test(type))) {
    return {
      headline: textOf(thing['headline'] ?? thing['name']),
      description: textOf(thing['description']),
      image: imageOf(thing['image']),
    }
  }
  return firstIn([thing['@graph'], thing['mainEntity']], depth)
}

function firstIn(values: readonly unknown[], depth: number): ArticleData | null {
  for (const value of values.slice(0, 50)) {
    const found = articleIn(value, depth - 1)
    if (found) return found
  }
  return null
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function imageOf(value: unknown): string {
  const first: unknown = Array.isArray(value) ? value[0] : value
  if (typeof first !== 'object' || first === null) return textOf(first)
  return textOf((first as Record<string, unknown>)['url'])
}
