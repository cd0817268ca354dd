import { DAY, MINUTE, SECOND } from '../kernel/clock.ts'

/** Every cookie that is set, with its life in seconds. The page `/privacy` prints this. */
export const COOKIES = {
  reader: { name: 'brevier_reader', maxAgeS: (90 * DAY) / SECOND },
  /** One per attempt: its id follows the name. */
  login: { name: 'brevier_login_', maxAgeS: (10 * MINUTE) / SECOND },
  /** Ties an invitation to the browser that opened it; lives as long as what is left of the invitation. */
  enrol: { name: 'brevier_enrol', maxAgeS: (2 * DAY) / SECOND },
  staff: { name: 'brevier_staff', maxAgeS: DAY / 2 / SECOND },
} as const
