import { listFormat } from '../../kernel/formats.ts'

/** What cards and head tags say around the words of others, in English. Those have been made one line before. */
export const enShare = {
  /** Authors of an article; never empty. */
  byline: (names: readonly string[]) => {
    const shown = names.length > 3 ? [...names.slice(0, 2), `${names.length - 2} others`] : names
    return `By ${listFormat('en-GB').format(shown)}`
  },
  commentTitle: (author: string, headline: string) => `${author} on “${headline}”`,
  /** Stands in for a description that the paper did not give. */
  articleDescription: (headline: string, paper: string) => `Readers of ${paper} discuss “${headline}”.`,
  /** What a comment’s card shows, for those who do not see it. */
  commentAlt: (author: string, text: string, headline: string) =>
    `${author} commented: “${text}” On: ${headline}`,
  /** Behind a name, on a card. */
  commented: 'commented',
  /** `short` for a language whose months are long. */
  month: 'short',
  /** A headline’s letter spacing (em) and line height (of its size): dense scripts need more air. */
  letterSpacing: -0.022,
  leading: 1.16,
} as const
