/** `<brevier-comments>`: the discussion of an article. */
export interface BrevierCommentsAttributes {
  /** The paper's short name. */
  site: string
  /** The publisher's key of the article. */
  article?: string | undefined
  /** The article's address, in place of the key; without both, the page itself. */
  url?: string | undefined
  /** `en` or `ko`; without it, the article's language. */
  lang?: string | undefined
  /** Without it the page's `color-scheme` counts, then the reader's. */
  theme?: 'light' | 'dark' | undefined
  /** 800 px before it is seen, when it is seen, or at a click on what stands in the tag. */
  loading?: 'near' | 'lazy' | 'click' | undefined
  /** Room to reserve, as a CSS length. */
  height?: string | undefined
  /** Name of the frame for screen readers; without it, “Comments”. */
  title?: string | undefined
}

/** `<brevier-count>`: how many comments an article has. */
export interface BrevierCountAttributes {
  site: string
  article?: string | undefined
  url?: string | undefined
}

/** What `<brevier-comments>` tells the page. All bubble, and come out of shadow roots. */
export interface BrevierEvents {
  'brevier:ready': CustomEvent<{ count: number }>
  'brevier:count': CustomEvent<{ count: number }>
  'brevier:login': CustomEvent<{ signedIn: boolean }>
  'brevier:submitted': CustomEvent<{ state: string }>
  'brevier:published': CustomEvent<Record<string, never>>
  'brevier:error': CustomEvent<{ type: 'load-failed' | 'refused' | 'no-answer' }>
}

declare global {
  interface HTMLElementTagNameMap {
    'brevier-comments': HTMLElement
    'brevier-count': HTMLElement
  }
  interface HTMLElementEventMap extends BrevierEvents {}
  interface DocumentEventMap extends BrevierEvents {}
  interface WindowEventMap extends BrevierEvents {}
}
