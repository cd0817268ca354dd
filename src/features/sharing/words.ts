import type { Language } from '../../locales/language.ts'

/** What cards and head tags say around the words of others. Those have been made one line before. */
interface ShareWords {
  /** Authors of an article; never empty. */
  byline(names: readonly string[]): string
  commentTitle(author: string, headline: string): string
  /** Stands in for a description that the paper did not give. */
  articleDescription(headline: string, paper: string): string
  /** What a comment's card shows, for those who do not see it. */
  commentAlt(author: string, text: string, headline: string): string
}

const NAMED = 3
/** Made by the first byline: the first formatter of a process loads the language data, which no start needs. */
let list: Intl.ListFormat | undefined

export const SHARE_WORDS: Readonly<Record<Language, ShareWords>> = {
  en: {
    byline: (names) => {
      list ??= new Intl.ListFormat('en-GB')
      return `By ${list.format(some(names, (more) => `${more} others`))}`
    },
    commentTitle: (author, headline) => `${author} on “${headline}”`,
    articleDescription: (headline, paper) => `Readers of ${paper} discuss “${headline}”.`,
    commentAlt: (author, text, headline) => `${author} commented: “${text}” On: ${headline}`,
  },
  ko: {
    byline: (names) => {
      if (names.length > NAMED) return `${names.slice(0, 2).join('·')} 외 ${names.length - 2}명`
      const list = names.join('·')
      return /(기자|특파원|위원|교수|에디터)$/.test(list) ? list : `${list} 기자`
    },
    commentTitle: (author, headline) => `${author} 님의 댓글: ${headline}`,
    articleDescription: (headline, paper) => `${paper} 독자들이 “${headline}” 기사에 남긴 댓글입니다.`,
    commentAlt: (author, text, headline) => `${author} 님의 댓글: “${text}” 기사: ${headline}`,
  },
}

function some(names: readonly string[], others: (more: number) => string): readonly string[] {
  return names.length > NAMED ? [...names.slice(0, 2), others(names.length - 2)] : names
}
