import type { Schema } from './openapi.ts'

/** In a few words what a field may hold: `list, 1 to 50; each: text, at most 2,048 characters`. */
export function typeName(schema: Schema): string {
  const { type, format, anyOf, items, ...rest } = schema
  if (rest['const'] !== undefined) return JSON.stringify(rest['const'])
  if (Array.isArray(rest['enum'])) return rest['enum'].map((one) => JSON.stringify(one)).join(', ')
  if (Array.isArray(anyOf)) return [...new Set(anyOf.map(typeName))].join(' or ')
  if (Array.isArray(type)) return type.map((one) => typeName({ ...schema, type: one })).join(' or ')
  if (type === 'array') return `list${range(rest['minItems'], rest['maxItems'])}${each(items)}`
  if (type === 'integer') return `whole number${range(rest['minimum'], rest['maximum'])}`
  if (type === 'string')
    return `${FORMATS[String(format)] ?? 'text'}${range(rest['minLength'], rest['maxLength'], ' characters')}`
  return NAMES[String(type)] ?? 'any JSON'
}

const FORMATS: Readonly<Record<string, string>> = {
  uuid: 'UUID',
  uri: 'URL',
  email: 'e-mail address',
  'date-time': 'time',
}
const NAMES: Readonly<Record<string, string>> = { object: 'object', boolean: 'true or false', null: 'null' }

/** Of the parts of an object there are rows of their own. */
function each(items: Schema | undefined): string {
  const name = items ? typeName(items) : 'object'
  return name.includes('object') ? '' : `; each: ${name}`
}

function range(least: unknown, most: unknown, unit = ''): string {
  const from = typeof least === 'number' && least > 0 ? least : null
  if (typeof most === 'number')
    return `, ${from === null ? 'at most' : `${from} to`} ${most.toLocaleString('en')}${unit}`
  return from === null ? '' : `, at least ${from}${unit}`
}
