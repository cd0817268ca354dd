import type { Language } from '../../locales/language.ts'
import type { Article } from '../articles/model.ts'
import { articleLanguages, type Site } from '../sites/model.ts'
import type { ArticleHeadFacts } from './tags.ts'

type OwnPage = Pick<ArticleHeadFacts, 'alternates' | 'language' | 'oembedUrl'>

/**
 * What only pages of ours have: the same texts with other words around them (a case of its own in Google's "Tell Google
 * about localized versions"), each under one address, and an oEmbed where the discussion can be read.
 *
 * @param page `url`: absolute, without a language; it shows the article's
 */
export function ownPage(
  publicUrl: string,
  page: { site: Site; article: Article; language: Language | undefined; url: string },
): OwnPage {
  const { site, article, language, url } = page
  const languages = articleLanguages(site, article)
  const alternates = languages.map((one) => ({
    language: one,
    url: one === article.language ? url : `${url}?lang=${one}`,
  }))
  return {
    ...(languages.length > 1 ? { alternates } : {}),
    ...(language === undefined ? {} : { language }),
    ...(article.discussion === 'off'
      ? {}
      : { oembedUrl: `${publicUrl}/oembed?url=${encodeURIComponent(url)}` }),
  }
}
