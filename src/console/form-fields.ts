import * as z from 'zod'
import { isId } from '../kernel/ids.ts'
import { inEvery, LANGUAGES, type Language, type Localized } from '../locales/language.ts'

const id = z.string().refine(isId)

/** A field that may stand in a form any number of times; at most `limit` are taken. */
function list<Item extends z.ZodType>(item: Item, limit: number) {
  return z
    .union([z.array(item).max(limit), item.transform((one) => [one])])
    .optional()
    .transform((found) => found ?? [])
}

type FieldOf<Name extends string> = `${Name}${Capitalize<Language>}`

/** `title` and `ko` make `titleKo`. */
export function fieldName<Name extends string>(name: Name, language: Language): FieldOf<Name> {
  return `${name}${language.charAt(0).toUpperCase()}${language.slice(1)}` as FieldOf<Name>
}

const line = z.string().default('')

/** A field for each language, for a text that is asked for in several. */
export function localizedFields<Name extends string>(name: Name): Record<FieldOf<Name>, typeof line> {
  const fields = LANGUAGES.map((language) => [fieldName(name, language), line])
  return Object.fromEntries(fields) as Record<FieldOf<Name>, typeof line>
}

/** What the fields of `localizedFields` hold. */
export function typedIn<Name extends string>(form: Record<FieldOf<Name>, string>, name: Name): Localized {
  return inEvery((language) => form[fieldName(name, language)])
}

/** A case as it was on the screen: `<id>:<version of its comment>`. */
const seenCase = z
  .string()
  .max(60)
  .regex(/^[0-9a-f-]{36}:[1-9]\d{0,8}$/)
  .transform((text) => ({ caseId: text.slice(0, 36), version: Number(text.slice(37)) }))

export const langField = z.enum(LANGUAGES).optional()
/** How long they may be says the service, and the page gives them back; a form that is refused here loses them. */
export const wordsField = line
export const idField = id
/** What a form was made with, so that sending it twice does once. */
export const keyField = z
  .string()
  .regex(/^[\x21-\x7e]{8,80}$/)
  .optional()
export const clausesField = list(z.string().max(10), 40)
export const seenCasesField = list(seenCase, 50)
export const decisionsField = list(id, 50)

/** Statute and section; empty means that the ground is the paper's own terms. */
export const lawField = z
  .string()
  .default('')
  .transform((text) => (text.trim() === '' ? null : text))

export function seenCaseOf(caseId: string, version: number): string {
  return `${caseId}:${version}`
}
