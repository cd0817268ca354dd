import { DSA_FIELDS, type DsaStatement } from './dsa-model.ts'

/** The CSV's first line. */
export const DSA_HEADER: readonly string[] = DSA_FIELDS

/** One statement as a line of CSV: lists as JSON, what is not there as nothing. */
export function dsaLine(statement: DsaStatement): string[] {
  return DSA_FIELDS.map((field) => {
    const value: string | readonly string[] | undefined = statement[field]
    return value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value)
  })
}
