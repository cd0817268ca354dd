import * as z from 'zod'
import { isTimeZone } from '../../kernel/time-zone.ts'
import { isLoopbackUrl, parseHttpUrl, parseOrigin } from '../../kernel/url.ts'
import { catalogue } from '../../locales/index.ts'
import { LANGUAGES, type Language, type Localized, languagesOf } from '../../locales/language.ts'

/** What happens to a comment that passes every check. */
export const MODERATION_MODES = ['premoderate-everyone', 'newcomers', 'flagged-only'] as const
export type ModerationMode = (typeof MODERATION_MODES)[number]

/** How often one account may write. */
export interface RateFigures {
  perArticle: number
  perDay: number
  secondsBetween: number
}

/** The paper's own sign-on: readers are sent to `url` and come back by a form that the paper's page posts. */
export interface SignOn {
  /** `https:` page on one of the site's origins. */
  url: string
}

/** The site's own judge of a comment before publication, asked over HTTP with a signed request. */
export interface OutsideCheck {
  /** `https:` address. */
  url: string
}

/** A newspaper. One installation may serve several. */
export interface Site {
  id: string
  /** Short name used in the embed tag and on the command line: `[a-z0-9-]{1,40}`. */
  key: string
  /** The paper's name. Readers are offered the languages that it is written in. */
  title: Localized
  /** Origins whose pages may frame the discussion, e.g. `https://www.paper.example`. */
  origins: readonly string[]
  language: Language
  /** IANA name; every time that is printed for the paper's readers and moderators is of this zone. */
  timeZone: string
  /** Accent colour as `#rrggbb`; must reach 4.5:1 on white, the dark theme lightens it. */
  accent: string
  /** SHA-256 (hex) of our own PNG copy of the paper's logo, drawn on its cards; `null`: its name in letters. */
  logo: string | null
  mode: ModerationMode
  /** `newcomers`: how many approved comments end the review of an account. */
  newcomerThreshold: number
  rates: RateFigures
  signOn: SignOn | null
  /** Nothing new is taken on the whole site; what is there can be read. */
  paused: boolean
  /** Days after an article's publication on which its discussion closes; `null`: never. */
  closeAfterDays: number | null
  /**
   * Weight of open reports at which a published comment is taken out of sight until a person has looked; `null`:
   * reports only open a case.
   */
  holdReports: number | null
  outsideCheck: OutsideCheck | null
  /** Origins beside its own that its photos may be fetched from, e.g. `https://images.paper.example`. */
  imageOrigins: readonly string[]
  /** The paper's account in the fediverse, `@paper@social.example`; `null` where it has none. */
  fediverseCreator: string | null
  /** Bumped when origins or branding change: part of the key of every cached page. */
  revision: number
  createdAt: number
}

/** Naver's published figures: 3 comments per article, 20 a day, 60 s apart. */
export const DEFAULT_RATES: RateFigures = { perArticle: 3, perDay: 20, secondsBetween: 60 }

/** The languages that the paper's pages are offered in: those it has a name in, its own among them. */
export function offeredLanguages({ title, language }: Pick<Site, 'title' | 'language'>): Language[] {
  return LANGUAGES.filter((one) => one === language || title[one])
}

/** As `offeredLanguages`, and the article's: its discussion is always offered in that. */
export function articleLanguages(site: Site, article: { language: Language }): Language[] {
  const offered = offeredLanguages(site)
  return LANGUAGES.filter((one) => one === article.language || offered.includes(one))
}

/** A text in any languages of the product, each as `line` has it; languages without a text are left out. */
export function localized(
  line: z.ZodType<string>,
  required: readonly Language[] = [],
): z.ZodType<Localized, Localized> {
  const shape = LANGUAGES.map((language) => [
    language,
    required.includes(language) ? line.refine((text) => text !== '') : line.optional(),
  ])
  const texts = z.strictObject(Object.fromEntries(shape)).transform(withoutEmpty)
  return texts as unknown as z.ZodType<Localized, Localized>
}

function withoutEmpty(texts: Localized): Localized {
  return Object.fromEntries(languagesOf(texts).map((language) => [language, texts[language]]))
}

function origins(most: number) {
  const origin = z
    .string()
    .refine((text) => parseOrigin(text) !== null, 'must be an origin such as https://www.paper.example')
  return z.array(origin).max(most)
}

const FEDIVERSE_ACCOUNT = /^@[\w.-]+@[\w-]+(\.[\w-]+)+$/

const siteFields = z.strictObject({
  key: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
  title: localized(z.string().trim().max(200)),
  origins: origins(50),
  language: z.enum(LANGUAGES).default('en'),
  timeZone: z.string().refine(isTimeZone, 'must be an IANA name such as Europe/London').optional(),
  accent: z
    .string()
    .regex(/^#[0-9a-f]{6}$/)
    .default('#15539a'),
  logo: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable()
    .default(null),
  mode: z.enum(MODERATION_MODES).default('premoderate-everyone'),
  newcomerThreshold: z.int().min(1).max(100).default(3),
  rates: z
    .strictObject({
      perArticle: z.int().min(1).max(10_000),
      perDay: z.int().min(1).max(100_000),
      secondsBetween: z.int().min(0).max(86_400),
    })
    .default(DEFAULT_RATES),
  signOn: z
    .strictObject({
      url: z.string().refine((text) => parseHttpUrl(text) !== null, 'must be an http(s) address'),
    })
    .nullable()
    .default(null),
  paused: z.boolean().default(false),
  closeAfterDays: z.int().min(1).max(3_650).nullable().default(null),
  holdReports: z.int().min(1).max(1_000).nullable().default(null),
  outsideCheck: z
    .strictObject({
      url: z.string().max(2_048).refine(isOutsideAddress, 'must be an https address'),
    })
    .nullable()
    .default(null),
  imageOrigins: origins(20).default([]),
  fediverseCreator: z
    .string()
    .max(200)
    .regex(FEDIVERSE_ACCOUNT, 'must be an account such as @paper@social.example')
    .nullable()
    .default(null),
})

function isOutsideAddress(text: string): boolean {
  const url = parseHttpUrl(text)
  return url !== null && (url.protocol === 'https:' || isLoopbackUrl(url))
}

/** Tokens come from the sign-on's own origin, so it must be one of the site's; and they travel encrypted. */
export const siteInput = siteFields
  .refine(({ title, language }) => title[language], { path: ['title'], message: 'must be in its language' })
  .refine(({ origins, signOn }) => signOn === null || isOwnPage(signOn.url, origins), {
    path: ['signOn', 'url'],
    message: 'must be an https address on one of the origins of the site',
  })
  .transform((site) => ({ ...site, timeZone: site.timeZone ?? catalogue(site.language).timeZone }))

function isOwnPage(text: string, origins: readonly string[]): boolean {
  const url = parseHttpUrl(text)
  if (!url || (url.protocol !== 'https:' && !isLoopbackUrl(url))) return false
  return origins.some((origin) => parseOrigin(origin) === url.origin)
}

export type SiteInput = z.input<typeof siteInput>

/** A site's lists as an input has them. */
export function lists({ origins, imageOrigins }: Pick<Site, 'origins' | 'imageOrigins'>): {
  origins: string[]
  imageOrigins: string[]
} {
  return { origins: [...origins], imageOrigins: [...imageOrigins] }
}
