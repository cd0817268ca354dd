import { HOUR, MINUTE, SECOND } from '../kernel/clock.ts'
import type { ProblemDetails, ProblemType } from '../kernel/errors.ts'
import { dateFormat, numberFormat } from '../kernel/formats.ts'
import { type Catalogue, catalogue } from './index.ts'
import type { Language } from './language.ts'

export interface ProblemShown {
  type: ProblemType
  details: ProblemDetails
}

/**
 * What was asked for: a comment or another text was sent, a report, an appeal or a legal notice, a button without a text
 * was pressed, or a page was opened.
 */
export type Asked = 'written' | 'filed' | 'pressed' | 'opened'

type Sentences = Readonly<Record<string, string>>

/** What went wrong, without its figures. Of what has no text, none is said to be kept. */
export function plainProblem(type: ProblemType, language: Language, asked: Asked = 'written'): string {
  const words = catalogue(language)
  const { filed, pressed, reading } = words.reader.problem
  const own: Readonly<Record<Asked, Sentences>> = {
    written: {},
    filed,
    pressed,
    opened: { ...pressed, ...reading },
  }
  return own[asked][type] ?? words.problems[type]
}

/** What a form is for that was sent to this address: nothing is written to take a comment back. */
export function askedAt(path: string): Asked {
  if (path.endsWith('/withdrawal')) return 'pressed'
  return /\/reports?$|^\/(me\/appeals|legal)\//.test(path) ? 'filed' : 'written'
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
