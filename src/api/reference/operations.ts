import type { Operation } from './model.ts'
import { PAPER_OPERATIONS } from './paper-operations.ts'
import { PUBLIC_OPERATIONS } from './public-operations.ts'
import { READER_OPERATIONS } from './reader-operations.ts'

/** Everything that the interface can be asked for, in the order of the reference. */
export const OPERATIONS: readonly Operation[] = [
  ...PAPER_OPERATIONS,
  ...PUBLIC_OPERATIONS,
  ...READER_OPERATIONS,
]
