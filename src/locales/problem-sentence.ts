import { HOUR, MINUTE, SECOND } from '../kernel/clock.ts'
import type { ProblemDetails, ProblemType } from '../kernel/errors.ts'
import { dateFormat, numberFormat } from '../kernel/formats.ts'
import { type Catalogue, catalogue } from './index.ts'
import type { Language } from './language.ts'

export interface ProblemShown {
  type: ProblemType
  details: ProblemDetails
}

/** What was asked for: a text was sent, a button without one was pressed, or a page was opened. */
export type Asked = 'written' | 'pressed' | 'opened'

type Sentences = Readonly<Record<string, string>>

/** What went wrong, without its figures. Of what has no text, none is said to be kept. */
export function plainProblem(type: ProblemType, language: Language, asked: Asked = 'written'): string {
  const words = catalogue(language)
  const pressed: Sentences = words.reader.problem.pressed
  const reading: Sentences = words.reader.problem.reading
  const bare = asked === 'opened' ? (reading[type] ?? pressed[type]) : pressed[type]
  return (asked === 'written' ? undefined : bare) ?? words.problems[type]
}

/** What went wrong, with the figures that help: the server's count, until when it holds, or when to try again. */
export function problemSentence(
  { type, details }: ProblemShown,
  language: Language,
  asked: Asked = 'written',
): string {
  const words = catalogue(language)
  const { count, limit, retryAfter, endsAt, timeZone = 'UTC' } = details
  const parts = [plainProblem(type, language, asked)]
  if (count !== undefined && limit !== undefined) {
    const figures = numberFormat(words.locale)
    parts.push(words.common.countOfLimit(figures.format(count), figures.format(limit)))
  }
  if (endsAt !== undefined) {
    const time = dateFormat(words.locale, {
      timeZone,
      dateStyle: 'medium',
      timeStyle: 'short',
      hourCycle: 'h23',
    })
    parts.push(words.reader.writing.until(time.format(endsAt)))
  }
  if (retryAfter !== undefined) parts.push(waitSentence(retryAfter, words.common))
  return parts.join(' ')
}

/** Seconds up to a minute and a half, minutes up to an hour and a half, then hours, rounded up: nobody comes too early. */
function waitSentence(seconds: number, words: Catalogue['common']): string {
  if (seconds <= 90) return words.retryInSeconds(Math.ceil(seconds))
  const minutes = Math.ceil((seconds * SECOND) / MINUTE)
  return minutes <= 90
    ? words.retryInMinutes(minutes)
    : words.retryInHours(Math.ceil((seconds * SECOND) / HOUR))
}
