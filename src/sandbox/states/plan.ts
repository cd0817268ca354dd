import type { Answer, Plan, Step } from '../../browser/states.ts'
import { Problem } from '../../kernel/errors.ts'
import { graphemes, TEXT_LIMITS } from '../../kernel/text.ts'
import { catalogue } from '../../locales/index.ts'
import type { Language } from '../../locales/language.ts'
import type { Acting, ActingStep, Typed } from './state.ts'
import { TALK } from './talk.ts'

/** How far `near` stays below the limit, and `over` goes beyond. */
export const NEAR_LEFT = 12
export const OVER_BY = 17

/** What the driver does, in the words of one language. */
export function planOf(acting: Acting, language: Language): Plan {
  const { steps = [], answers = [], ...rest } = acting
  return {
    ...rest,
    steps: steps.map((step) => spoken(step, language)),
    answers: answers.map((answer) => ('problem' in answer ? answered(answer, language) : answer)),
  }
}

function spoken(step: ActingStep, language: Language): Step {
  if ('type' in step) return { type: typed(step.type, language) }
  if ('compose' in step) return { compose: TALK[language].begun.syllable }
  return step
}

function typed(what: Typed, language: Language): string {
  const { mine, rude, long, begun } = TALK[language]
  const { graphemes: limit } = TEXT_LIMITS
  const texts = {
    mine,
    rude,
    begun: begun.text,
    near: cut(long, limit - NEAR_LEFT),
    over: cut(long, limit + OVER_BY),
  }
  return texts[what]
}

function cut(text: string, count: number): string {
  return Array.from(graphemes(text)).slice(0, count).join('')
}

/** The problem as the service would send it (RFC 9457). */
function answered(
  { to, problem, details }: Exclude<NonNullable<Acting['answers']>[number], Answer>,
  language: Language,
): Answer {
  const { status } = new Problem(problem)
  const title = catalogue(language).problems[problem]
  return {
    to,
    status,
    body: { type: `/problems/${problem}`, title, status, requestId: 'states', ...details },
  }
}
