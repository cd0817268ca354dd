import * as z from 'zod'
import { articleInput } from './model.ts'

const TIME_FAULT = 'must be a time such as 2026-06-01T09:00:00+09:00'

/** As programs write it: ISO 8601 with `Z` or an offset, also without seconds, or without the offset's colon. */
const time = z
  .string(TIME_FAULT)
  .transform((text) => text.replace(/(T\d\d:\d\d)(?=Z|[+-])/, '$1:00').replace(/([+-]\d\d)(\d\d)$/, '$1:$2'))
  .pipe(z.iso.datetime({ offset: true, error: TIME_FAULT }))
  .transform((text) => Date.parse(text))

/** What a paper's system tells of an article; its key is in the address. */
export const pushedArticle = articleInput
  .omit({ key: true })
  .extend({ publishedAt: time, modifiedAt: time.nullable().default(null) })

/** The largest article that passes the schema, in a script that takes six bytes a letter, is half as large. */
export const PUSH_LIMITS = { bytes: 64 * 1024, perMinute: 300 } as const

export const PING_LIMITS = { bytes: 64 * 1024, perMinute: 60, urls: 50, ageMs: 5 * 60_000 } as const

export const ping = z.strictObject({
  site: z.string().regex(/^[a-z0-9-]{1,40}$/, 'must be the key of the site'),
  urls: z.array(z.string().max(2_048)).min(1).max(PING_LIMITS.urls),
})
