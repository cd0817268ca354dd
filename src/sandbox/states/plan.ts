import { Hono } from 'hono'
import type { Answer, Plan, Step } from '../../browser/states.ts'
import type { AppEnv } from '../../http/env.ts'
import { problemJson } from '../../http/problem.ts'
import { Problem } from '../../kernel/errors.ts'
import { graphemes, TEXT_LIMITS } from '../../kernel/text.ts'
import type { Language } from '../../locales/language.ts'
import type { Acting, ActingStep, Typed } from './state.ts'
import { talkIn } from './talk.ts'

/** How far `near` stays below the limit, and `over` goes beyond. */
export const NEAR_LEFT = 12
export const OVER_BY = 17

/** What the driver does, in the words of one language. */
export async function planOf(acting: Acting, language: Language): Promise<Plan> {
  const { steps = [], answers = [], ...rest } = acting
  return {
    ...rest,
    steps: steps.map((step) => spoken(step, language)),
    answers: await Promise.all(
      answers.map((answer) => ('problem' in answer ? answered(answer, language) : answer)),
    ),
  }
}

function spoken(step: ActingStep, language: Language): Step {
  if ('type' in step) return { type: typed(step.type, language) }
  if ('compose' in step) return { compose: talkIn(language).talk.begun.syllable }
  return step
}

function typed(what: Typed, language: Language): string {
  const { mine, held, long, begun } = talkIn(language).talk
  const { graphemes: limit } = TEXT_LIMITS
  const texts = {
    mine,
    held,
    begun: begun.text,
    near: cut(long, limit - NEAR_LEFT),
    over: cut(long, limit + OVER_BY),
  }
  return texts[what]
}

function cut(text: string, count: number): string {
  return Array.from(graphemes(text)).slice(0, count).join('')
}

/** The problem as the service itself sends it. */
async function answered(
  { to, problem, details }: Exclude<NonNullable<Acting['answers']>[number], Answer>,
  language: Language,
): Promise<Answer> {
  const app = new Hono<AppEnv>()
  app.get('/', (c) => problemJson(c, new Problem(problem, details), language))
  const response = await app.request('/')
  return { to, status: response.status, body: await response.json() }
}
