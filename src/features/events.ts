import type { ProblemType } from '../kernel/errors.ts'
import type { LoginFailure, ProviderName, Role, Unavailable } from './accounts/model.ts'

export type StaffAct =
  | 'invited'
  | 'invitation-withdrawn'
  | 'enrolled'
  | 'signed-in'
  | 'signed-in-by-recovery-code'
  | 'factor-locked'
  | 'recovery-codes-renewed'
  | 'role-changed'
  | 'removed'
  | 'factor-reset'
  | 'sessions-ended'
  | 'word-added'
  | 'word-removed'

/** Named business events, in process only: for logs, metrics and dropping cached bytes. */
export interface EventMap {
  'comment.submitted': { siteId: string; articleId: string; commentId: string; state: string }
  /** The checks ran on a text that may yet be refused; `ms` of a clock that never jumps. */
  'comment.screened': { siteId: string; ms: number }
  'comment.refused': { siteId: string; problem: ProblemType }
  'comment.decided': { siteId: string; articleId: string; commentId: string; action: string }
  'comment.reported': { siteId: string; commentId: string }
  /** A message about the queue was not taken for a day, or until there was a newer one. */
  'alert.given-up': { siteId: string }
  'article.changed': { siteId: string; articleId: string }
  'site.changed': { siteId: string }
  /** The name beside every comment of the account is another. */
  'account.renamed': { siteId: string; accountId: string }
  'account.erased': { siteId: string; articleIds: readonly string[] }
  /** A provider takes no logins now, or takes them again. */
  'provider.changed': { provider: ProviderName; unavailable: Unavailable | null }
  'login.succeeded': { siteId: string; provider: string }
  /**
   * Something about the desk: who (`null`: the operator), whom (`null`: nobody who has an account yet), and with
   * which role where the act gives one. Never a code or a link.
   */
  'staff.acted': {
    siteId: string
    act: StaffAct
    byId: string | null
    accountId: string | null
    role: Role | null
  }
  /**
   * The desk settled something that is no decision on a comment or an account: who (`null`: the operator), what, and
   * the new values. Never a text that a person wrote.
   */
  'desk.changed': {
    siteId: string
    byId: string | null
    what: 'article' | 'site' | 'policy' | 'policy-draft'
    subjectId: string
    change: Readonly<Record<string, unknown>>
  }
  /** A version is in force from now on. */
  'policy.published': { siteId: string; version: number }
  /** `retryAt`: when a throttled provider may be asked again (epoch ms). */
  'login.failed': { provider: ProviderName; failure: LoginFailure; note: string; retryAt?: number | null }
}

export interface Events {
  emit<Name extends keyof EventMap>(name: Name, event: EventMap[Name]): void
  on<Name extends keyof EventMap>(name: Name, listener: (event: EventMap[Name]) => void): void
}

/** A listener that throws is reported to `onError` and stops nobody else: the write has already happened. */
export function createEvents(onError: (name: string, error: unknown) => void): Events {
  const listeners = new Map<string, ((event: never) => void)[]>()
  return {
    emit(name, event) {
      for (const listener of listeners.get(name) ?? []) {
        try {
          listener(event as never)
        } catch (error) {
          onError(name, error)
        }
      }
    },
    on(name, listener) {
      listeners.set(name, [...(listeners.get(name) ?? []), listener])
    },
  }
}
