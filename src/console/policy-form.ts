import * as z from 'zod'
import type { OpenDraft } from '../features/policy/drafting.ts'
import type { Clause, DraftChangeInput, ProcessSection } from '../features/policy/model.ts'
import { LANGUAGES } from '../locales/language.ts'
import { localizedFields, typedIn } from './form-fields.ts'
import { EDITED_PARTS, type EditedPart } from './links.ts'
import type { PartFields } from './policy-edit.tsx'

/** A clause in Korean is three times as long in a form as it reads. */
export const POLICY_FORM_BYTES = 96 * 1024

export const revisionForm = z.strictObject({
  lang: z.enum(LANGUAGES).optional(),
  revision: z.coerce.number().int().nonnegative(),
})
export const removeForm = revisionForm.extend({
  part: z.enum(['retire-clause', 'restore-clause', 'remove-section']),
  id: z.string().max(10),
})
/** Texts are judged by the draft's own rules, so that a page can give them back. */
export const editForm = revisionForm.extend({
  part: z.enum(EDITED_PARTS),
  id: z.string().max(10).default(''),
  ...localizedFields('title'),
  ...localizedFields('text'),
  severity: z.string().max(1).default('1'),
  category: z.string().max(60).default(''),
})

export function typedFields(form: z.output<typeof editForm>): PartFields {
  const { severity, category } = form
  return { title: typedIn(form, 'title'), text: typedIn(form, 'text'), severity, category }
}

export function changeOf(part: EditedPart, id: string, fields: PartFields): DraftChangeInput {
  const { title, text } = fields
  const severity = Number(fields.severity) as Clause['severity']
  const dsaCategory = `STATEMENT_CATEGORY_${fields.category}` as 'STATEMENT_CATEGORY_VIOLENCE'
  switch (part) {
    case 'head':
      return { part, title, introduction: text }
    case 'notice':
      return { part, notice: text }
    case 'clause':
      return { part, id, title, text, severity, dsaCategory }
    case 'add-clause':
      return { part, title, text, severity, dsaCategory }
    case 'section':
      return { part, id, title, text }
    case 'add-section':
      return { part, title, text }
  }
}

const NEW: PartFields = { title: {}, text: {}, severity: '1', category: 'OTHER_VIOLATION_TC' }

/** What the draft has at this place; `null` where there is no such clause or section. */
export function savedFields({ content, notice }: OpenDraft, part: EditedPart, id: string): PartFields | null {
  if (part === 'head') return { ...NEW, title: content.title, text: content.introduction }
  if (part === 'notice') return { ...NEW, text: notice }
  if (part === 'clause') return partFields(content.clauses.find((clause) => clause.id === id))
  if (part === 'section') return partFields(content.process.find((section) => section.id === id))
  return NEW
}

function partFields(found: Clause | ProcessSection | undefined): PartFields | null {
  if (!found) return null
  const { title, text } = found
  if (!('severity' in found)) return { ...NEW, title, text }
  const category = found.dsaCategory.replace('STATEMENT_CATEGORY_', '')
  return { title, text, severity: `${found.severity}`, category }
}
