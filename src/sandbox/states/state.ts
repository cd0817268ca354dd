import type { Answer, Plan, Step } from '../../browser/states.ts'
import type { Comment } from '../../features/comments/model.ts'
import type { ProblemDetails, ProblemType } from '../../kernel/errors.ts'
import type { Catalogue } from '../../locales/index.ts'
import type { Scene } from './scene.ts'

/** Which page of the service is looked at, and by whom. */
export interface Look {
  /** The reader who is signed in; left out, nobody is. */
  viewer?: Person
  /** Parameters of the page's address. */
  query?: Readonly<Record<string, string>>
  /** At this comment's own address, in place of the frame. */
  comment?: Pick<Comment, 'id'>
}

/** `me` looks on and writes; the others were there before. */
export const PEOPLE = ['me', 'first', 'second', 'third', 'fourth'] as const
export type Person = (typeof PEOPLE)[number]

/** What of `talk.ts` is typed; `near` and `over` are cut to twelve characters less and seventeen more than fit. */
export type Typed = 'mine' | 'held' | 'near' | 'over' | 'begun'

export type ActingStep =
  | Exclude<Step, { type: string } | { compose: string }>
  | { type: Typed }
  | { compose: true }

/** What a reader does there, with what the network answers in the service's own words. */
export type Acting = Omit<Plan, 'answers' | 'steps'> & {
  steps?: readonly ActingStep[]
  answers?: readonly (Answer | { to: string; problem: ProblemType; details?: ProblemDetails })[]
}

/** That it is this state: an element that is shown, and the sentence in it. */
export interface Proof {
  /** A selector; without one the element that `data-state` names so. */
  at?: string
  /** Some element must bear the state's name as `data-state`, wherever the sentence is. */
  named?: boolean
  says?: (words: Catalogue) => string
  /** A selector of what is not shown. */
  without?: string
}

export interface State {
  name: string
  /** Seeds what the state needs, by the verbs of the service. */
  seed: (scene: Scene) => Promise<Look>
  acting?: Acting
  shows: Proof
  /** What happens there stays: each visit is seeded anew. */
  writes?: boolean
  /** With scripts switched off. */
  noScript?: boolean
  /** Every login at the provider X fails so. */
  providerFails?: 'out-of-credit'
  /** Looked at from right to left and in forced colours, too. */
  starred?: boolean
}

export interface StateGroup {
  title: string
  states: readonly State[]
}
