import { ACTIONS } from './actions.ts'
import { COMPOSER } from './composer.ts'
import { IDENTITY } from './identity.ts'
import { MY_COMMENT } from './mine.ts'
import type { StateGroup } from './state.ts'
import { THREAD } from './thread.ts'

/** Every state of the reader's discussion (`docs/states.md`): what tests, screenshots and the page of states share. */
export const STATE_GROUPS: readonly StateGroup[] = [THREAD, IDENTITY, COMPOSER, MY_COMMENT, ACTIONS]

export const STATES = STATE_GROUPS.flatMap(({ states }) => states)
