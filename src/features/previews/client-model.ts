import type { ImageType, Mark } from './model.ts'

interface Size {
  width: number
  height: number
}

/** Where a platform lets its copy be renewed; with the page’s address at the end of the link, or to be typed there. */
interface Refresh {
  link: string
  withUrl: boolean
}

type RuleGroup = 'tags' | 'window' | 'texts' | 'time' | 'picture' | 'robots' | 'head' | 'range' | 'oembed'

/** What one reader of links does with a page. Source of every figure: the marks, explained in docs/sharing.md. */
export interface Client {
  /** Names of values, best first. */
  title: readonly string[]
  description: readonly string[]
  image: readonly string[]
  alt: readonly string[] | null
  /** Reads `<meta property>` alone. */
  onlyProperty: boolean
  /** Bytes of the page in which it looks for tags. */
  window: number
  /** Grapheme clusters that are shown; `null` where the width decides. */
  titleLimit: number | null
  descriptionLimit: number | null
  deadlineMs: number
  maxRedirects: number
  /** Without `twitter:card` the picture is small. */
  needsCardTag: boolean
  /** Takes the page that `canonical` or `og:url` names for the one that is shared. */
  followsCanonical: boolean
  picture: {
    smallest: Size
    /** From this size on it is shown large. */
    large: Size
    maxBytes: number
    types: readonly ImageType[]
    needsLength: boolean
    needsHttps: boolean
    /** The first share has a picture only when the tags tell its size, before it was fetched. */
    usesClaims: boolean
    /** Asks for a part of a file. */
    usesRange: boolean
  }
  /** Reads the oEmbed that the page names. */
  usesOembed: boolean
  /** Names in `robots.txt` that it obeys. */
  robots: { page: string; image: string } | null
  /** `null` where there is no such place. */
  refresh: Refresh | null
  sources: Readonly<Record<RuleGroup, Mark>>
}
