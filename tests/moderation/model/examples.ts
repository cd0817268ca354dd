import { DAY, MINUTE } from '../../../src/kernel/clock.ts'
import type { Step } from './steps.ts'

interface Example {
  name: string
  steps: readonly Step[]
  /** What is in the log at the end, of this run alone. */
  made: readonly string[]
}

/**
 * Desk: 0 and 1 moderators, 2 and 3 seniors, 4 the admin; for what only seniors do, 0 is 2 and 1 is 3. Readers: 0 to 2,
 * 3 is the senior 2. Each reader has written the comment of the same number, and it waits.
 */
function by(who: number, verb: Step['do'], more: Partial<Step> = {}): Step {
  return { do: verb, who, which: 0, fresh: true, reason: 'clause', days: 7, wait: MINUTE, ...more }
}
const pass = (wait: Step['wait']) => by(0, 'wait', { wait })

/** The comment of reader 0 is rejected, and a mute follows from it. */
const muted = [by(0, 'reject'), by(2, 'restrict')]

export const examples: readonly Example[] = [
  {
    name: 'an overturned rejection takes its restriction along',
    steps: [...muted, pass(MINUTE), by(0, 'appeal', { which: 1 }), by(3, 'overturn')],
    made: ['reject', 'mute', 'overturn', 'lift'],
  },
  {
    name: 'an overturning that is undone puts rejection, strike and restriction back',
    steps: [...muted, by(0, 'appeal', { which: 1 }), by(3, 'overturn'), by(3, 'undo')],
    made: ['reject', 'mute', 'overturn', 'lift', 'undo', 'mute'],
  },
  {
    name: 'whoever was told before is not told of what was undone',
    steps: [...muted, pass(MINUTE), by(0, 'deliver'), by(3, 'correct'), by(3, 'undo')],
    made: ['reject', 'mute', 'overturn', 'lift', 'undo', 'mute'],
  },
  {
    name: 'a rejection that was corrected and put back before anybody was told is told',
    steps: [by(0, 'reject'), by(0, 'correct'), by(0, 'undo')],
    made: ['reject', 'overturn', 'undo'],
  },
  {
    name: 'what was reported while a corrected comment was seen goes with the correction',
    steps: [by(0, 'reject'), pass(MINUTE), by(0, 'correct'), by(1, 'report'), by(0, 'undo')],
    made: ['reject', 'overturn', 'undo'],
  },
  {
    name: 'a restriction goes with its appeal',
    steps: [by(2, 'restrict'), by(0, 'appeal'), by(0, 'overturn')],
    made: ['mute', 'lift'],
  },
  {
    name: 'an appeal against a restriction ends with the rejection that it followed from, and waits again with it',
    steps: [...muted, by(0, 'appeal'), pass(MINUTE), by(3, 'correct'), by(3, 'undo'), by(1, 'overturn')],
    made: ['reject', 'mute', 'overturn', 'lift', 'undo', 'mute', 'lift'],
  },
  {
    name: 'a blind ends by the clock',
    steps: [by(0, 'approve'), by(0, 'blind'), pass(8 * DAY), by(0, 'restoreDue')],
    made: ['approve', 'blind', 'restore'],
  },
  {
    name: 'a blinded comment that waited waits again',
    steps: [by(0, 'blind'), pass(8 * DAY), by(0, 'restoreDue'), by(1, 'approve', { which: 3 })],
    made: ['blind', 'restore', 'approve'],
  },
  {
    name: 'a removal of what is blinded under a notice is undone, and the blind runs on',
    steps: [
      ...[by(0, 'approve'), by(0, 'notice'), by(0, 'openNotice'), by(0, 'blind')],
      ...[by(0, 'remove'), by(0, 'undo')],
    ],
    made: ['approve', 'blind', 'reject', 'undo', 'restore'],
  },
  {
    name: 'a notice that somebody reads is answered by a removal',
    steps: [by(0, 'approve'), by(0, 'notice'), by(2, 'openNotice'), by(0, 'blind'), by(1, 'remove')],
    made: ['approve', 'blind', 'reject'],
  },
  {
    name: 'an order is refused with a reason',
    steps: [by(0, 'approve'), by(0, 'order'), by(0, 'refuseNotice', { reason: 'law' })],
    made: ['approve', 'keep'],
  },
  {
    name: 'a blind ends with its appeal, by another senior',
    steps: [by(0, 'approve'), by(0, 'blind'), by(0, 'appeal'), by(0, 'restore'), by(1, 'restore')],
    made: ['approve', 'blind', 'restore'],
  },
  {
    name: 'a blind that ends with its appeal leaves what waited before to be reviewed',
    steps: [by(0, 'blind'), by(0, 'appeal'), by(1, 'overturn', { which: 2 }), by(3, 'overturn')],
    made: ['blind', 'restore'],
  },
  {
    name: 'a dismissed report is upheld on the reporter’s appeal',
    steps: [by(0, 'approve'), by(1, 'report'), by(1, 'keep'), by(0, 'appeal'), by(4, 'overturn')],
    made: ['approve', 'keep', 'reject'],
  },
  {
    name: 'a senior removes nothing that the same person has reported',
    steps: [by(0, 'approve'), by(3, 'report'), by(1, 'blind'), by(0, 'remove'), by(1, 'remove')],
    made: ['approve', 'blind', 'reject'],
  },
  {
    name: 'nobody answers an appeal against an own decision',
    steps: [by(0, 'reject'), by(0, 'appeal'), by(0, 'uphold', { days: 31 }), by(1, 'uphold')],
    made: ['reject', 'uphold'],
  },
  {
    name: 'a senior answers no appeal on an own comment',
    steps: [by(0, 'reject', { which: 3 }), by(0, 'appeal'), by(2, 'uphold', { days: 31 }), by(3, 'uphold')],
    made: ['reject', 'uphold'],
  },
  {
    name: 'a senior answers no appeal about an own report',
    steps: [
      ...[by(0, 'approve'), by(3, 'report'), by(0, 'keep'), by(0, 'appeal')],
      ...[by(2, 'overturn', { days: 31 }), by(3, 'overturn')],
    ],
    made: ['approve', 'keep', 'reject'],
  },
  {
    name: 'what is hidden for seven months is erased, but not under an appeal',
    steps: [
      ...[by(0, 'reject'), by(1, 'reject'), by(0, 'appeal'), pass(220 * DAY), by(0, 'purgeHidden')],
      by(3, 'uphold'),
    ],
    made: ['reject', 'reject', 'purge', 'uphold'],
  },
]
