import { stringify } from 'csv-stringify/sync'

/**
 * Lines of CSV (RFC 4180) that a spreadsheet opens as data: a text that begins like a formula gets an apostrophe
 * before it.
 */
export function csv(rows: readonly (readonly (string | number | boolean | null)[])[]): string {
  return stringify(
    rows.map((row) => [...row]),
    { escape_formulas: true, record_delimiter: 'windows', cast: { boolean: String } },
  )
}
