import type { Routes } from './access.ts'
import { DESK } from './routes-desk.ts'
import { OPEN, PROOF } from './routes-open.ts'
import { READER } from './routes-reader.ts'

/** Every route of the service; a new one fails the tests until it is here. */
export const ROUTES: Routes = { ...OPEN, ...PROOF, ...READER, ...DESK }
