import * as z from 'zod'
import {
  QUEUE_FILTERS,
  type QueueFilter,
  type QueueItem,
  type QueueOrder,
  type QueueRest,
  type QueueSearch,
} from '../features/moderation/model.ts'
import { restOf } from '../features/moderation/order.ts'
import type { AppContext } from '../http/env.ts'
import { decodeCursor, encodeCursor } from '../kernel/cursor.ts'
import { isId } from '../kernel/ids.ts'
import { LANGUAGES } from '../locales/language.ts'
import { queryLanguage } from './door.ts'
import type { QueueView } from './links.ts'
import { isFactor } from './reasons.ts'

export const LISTED = 50
/** Of a search: longer texts are cut before anything is done with them. */
const SOUGHT = 100

/** The list's place, as every form of the desk carries it along. */
export const viewFields = {
  order: z.enum(['risk', 'oldest']).default('risk'),
  filter: z.enum(QUEUE_FILTERS).default('all'),
  q: z.string().max(SOUGHT).optional(),
  reason: z.string().max(40).optional(),
  text: z.enum(LANGUAGES).optional(),
  writer: z.string().max(40).optional(),
  lang: z.enum(LANGUAGES).optional(),
}

const form = z.object(viewFields)

export function viewOfForm({ lang, ...place }: z.output<typeof form>): QueueView {
  return { ...place, language: lang }
}

/** From the address; whatever it says that the desk does not know is left out. */
export function viewOfQuery(c: AppContext): QueueView {
  const { order, filter, q = '', reason, text, writer, after } = c.req.query()
  const sought = q.slice(0, SOUGHT).normalize('NFC').trim()
  return {
    order: order === 'oldest' ? 'oldest' : 'risk',
    filter: QUEUE_FILTERS.find((known) => known === filter) ?? 'all',
    q: sought === '' ? undefined : sought,
    reason: reason !== undefined && /^[\w-]{1,40}$/.test(reason) ? reason : undefined,
    text: LANGUAGES.find((known) => known === text),
    writer: isId(writer ?? '') ? writer : undefined,
    after: after !== undefined && restIn(after) ? after : undefined,
    language: queryLanguage(c),
  }
}

/** What the service is asked for. */
export function queryOf({ order, filter, q, reason, text, writer, after }: QueueView): {
  order: QueueOrder
  filter: QueueFilter
  limit: number
  rest: QueueRest | undefined
} & QueueSearch {
  const factor = reason !== undefined && isFactor(reason) ? reason : undefined
  return {
    order,
    filter,
    limit: LISTED,
    rest: (after !== undefined && restIn(after)) || undefined,
    text: q,
    reason: factor,
    clause: factor === undefined ? reason : undefined,
    language: text,
    writerId: writer,
  }
}

/** For the link to the next page; `undefined` where the list ends here. */
export function afterOf(items: readonly QueueItem[], order: QueueOrder): string | undefined {
  const rest =
    items.length < LISTED
      ? null
      : restOf(
          items.map(({ caseFile }) => caseFile),
          order,
        )
  if (!rest) return undefined
  const places = rest.before ? [rest.after, rest.before] : [rest.after]
  return places.map(({ rank, id }) => encodeCursor({ at: rank, id })).join('~')
}

function restIn(text: string): QueueRest | null {
  const [after, before, ...more] = text.slice(0, 200).split('~').map(decodeCursor)
  if (!after || before === null || more.length > 0) return null
  const place = ({ at, id }: { at: number; id: string }) => ({ rank: at, id })
  return { after: place(after), before: before ? place(before) : null }
}
