import { getTableColumns } from 'drizzle-orm'
import { decisions } from './schema.ts'

const { hashed: _hashed, ...columns } = getTableColumns(decisions)

/** A row as `Decision`: everything but the hashed text itself. */
export const decisionColumns = columns
