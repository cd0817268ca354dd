import { Problem } from '../kernel/errors.ts'
import { uuidv7 } from '../kernel/ids.ts'
import { isLanguage } from '../locales/language.ts'
import type { Admission } from './admission.ts'
import type { Hot } from './env.ts'
import type { LetIn } from './gate.ts'
import { problemBody, problemHeaders } from './problem.ts'
import { routeClass } from './route-class.ts'

interface ShedOptions {
  admission: Admission
  /** Where the gate finds who has asked already. */
  letIn: LetIn
  /** Headers of every answer. */
  always: Readonly<Record<string, string>> | null
  now(): number
}

/** An address that says its route as it stands. In any other the app first decodes escapes and takes out `..`. */
const PLAIN = /^\/v1(?:\/[\w-]+(?:\.\w+)?)+$/

/**
 * What programs ask for and there is no place for, refused on the socket: a flood of refusals must not cost what the
 * comments between them need. People are refused further in, by a page, and addresses in another spelling are looked at
 * there. What is not refused here the gate lets in.
 */
export function createShed({ admission, letIn, always, now }: ShedOptions): Hot {
  return function shed(incoming, outgoing) {
    const { url = '', method = '' } = incoming
    const [path = ''] = url.split('?', 1)
    if (!PLAIN.test(path)) return false
    const name = routeClass(method, path, false)
    const retryAfter = admission.refusal(name)
    if (retryAfter === null) {
      letIn.set(incoming, name)
      return false
    }
    const problem = new Problem('overloaded', { retryAfter })
    const asked = /[?&]lang=([A-Za-z-]{2,10})(?:&|$)/.exec(url)?.[1]
    const id = uuidv7(now())
    const body = problemBody(problem, isLanguage(asked) ? asked : 'en', id)
    outgoing.writeHead(problem.status, {
      ...problemHeaders(problem, path),
      ...always,
      'x-request-id': id,
      'content-length': Buffer.byteLength(body),
    })
    outgoing.end(body)
    return true
  }
}
