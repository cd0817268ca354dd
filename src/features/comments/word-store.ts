import type { SiteWords, WordRule } from './model.ts'

/** A site's own words. Removed ones are kept; only the others count. */
export interface WordStore {
  /** `known`: the site has the word, in either list. `full`: it has `most` words. */
  add(rule: WordRule, most: number): Promise<'applied' | 'known' | 'full'>
  /** `gone`: it was removed before. `missing`: the site never had it. `at` in epoch ms. */
  remove(
    siteId: string,
    id: string,
    by: { accountId: string; at: number },
  ): Promise<'applied' | 'gone' | 'missing'>
  /** In alphabetical order of the words. */
  list(siteId: string): Promise<WordRule[]>
  /** Both lists as screening reads them. Costs next to nothing while the revision stays. */
  words(siteId: string): Promise<SiteWords>
}
