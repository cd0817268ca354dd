import * as z from 'zod'
import { createBreaker } from '../../kernel/breaker.ts'
import { MINUTE, SECOND } from '../../kernel/clock.ts'
import { cutGraphemes } from '../../kernel/text.ts'
import { base64Text, hmacSha256 } from '../accounts/crypto.ts'
import type { Article } from '../articles/model.ts'
import { OutboundError, type OutboundResponse, type Ports } from '../ports.ts'
import type { Site } from '../sites/model.ts'
import type { CheckResult } from './model.ts'

/** Connecting included. A reader waits for it, so it is short. */
export const OUTSIDE_TIMEOUT_MS = 800
/** A service that is down is not waited for at every comment: all of them would hold a place for 0.8 s. */
const BREAK = { failures: 5, firstMs: 10 * SECOND, longestMs: 5 * MINUTE } as const
const ANSWER_BYTES = 4_096
const NOTE_LENGTH = 200
const CHECK = { check: 'outside-check', version: 1 } as const

/** Everything that the paper's service is told; nothing about the account (`docs/outside-check.md`). */
export interface OutsideQuestion {
  site: Site
  article: Article
  text: string
  isReply: boolean
}

export interface OutsideCheck {
  /** Asks the site's own service; `null` where it has none. Never throws: whatever goes wrong holds the comment. */
  ask(question: OutsideQuestion): Promise<CheckResult | null>
  /** Questions that have no answer yet. */
  asking(): number
  /** What the web team verifies the signatures with: `whsec_` and 32 bytes in base64, always the same for a site. */
  signingKey(siteId: string): Promise<string>
}

const answerSchema = z.object({
  verdict: z.enum(['pass', 'hold']),
  note: z.string().max(ANSWER_BYTES).optional(),
})

/** Why there is no usable answer; kept as evidence and logged. */
class NoAnswer extends Error {}

/** A signed question over HTTP, in the manner of Standard Webhooks. It changes nothing and holds no lock. */
export function createOutsideCheck({ outbound, vault, clock, ids, log }: OutsideParts): OutsideCheck {
  const keyOf = (siteId: string) => vault.derive(`hook:${siteId}`)
  const breaker = createBreaker(BREAK)
  let asked = 0

  async function exchange(url: string, question: OutsideQuestion): Promise<z.output<typeof answerSchema>> {
    const id = `msg_${ids.next()}`
    const timestamp = Math.floor(clock.now() / SECOND)
    const body = JSON.stringify(bodyOf(question))
    const mac = await hmacSha256(await keyOf(question.site.id), `${id}.${timestamp}.${body}`)
    const response = await outbound.request({
      url: new URL(url),
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'webhook-id': id,
        'webhook-timestamp': `${timestamp}`,
        'webhook-signature': `v1,${base64Text(mac)}`,
      },
      body,
      timeoutMs: OUTSIDE_TIMEOUT_MS,
      maxBytes: ANSWER_BYTES,
    })
    return answerOf(response)
  }

  return {
    async ask(question) {
      const { site } = question
      if (!site.outsideCheck) return null
      if (breaker.isOpen(site.id, clock.now()))
        return { ...CHECK, outcome: 'outside-check-failed', evidence: 'not asked: it is down' }
      asked += 1
      try {
        const verdict = await exchange(site.outsideCheck.url, question)
        breaker.note(site.id, true, clock.now())
        return resultOf(verdict)
      } catch (error) {
        breaker.note(site.id, !isDown(error), clock.now())
        const evidence = reasonOf(error)
        log.warn({ siteId: site.id, reason: evidence }, 'the outside check gave no usable answer')
        return { ...CHECK, outcome: 'outside-check-failed', evidence }
      } finally {
        asked -= 1
      }
    },

    asking: () => asked,

    signingKey: async (siteId) => `whsec_${base64Text(await keyOf(siteId))}`,
  }
}

type OutsideParts = Pick<Ports, 'outbound' | 'vault' | 'clock' | 'ids' | 'log'>

function bodyOf({ site, article, text, isReply }: OutsideQuestion) {
  const { key, url, headline, language } = article
  return {
    type: 'comment.check',
    site: site.key,
    article: { key, url, headline, language },
    comment: { text, isReply },
  }
}

/** @throws {NoAnswer} for anything but a verdict */
function answerOf({ status, body }: OutboundResponse): z.output<typeof answerSchema> {
  if (status !== 200) throw new NoAnswer(`status ${status}`)
  try {
    return answerSchema.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)))
  } catch {
    throw new NoAnswer('no verdict')
  }
}

function resultOf({ verdict, note = '' }: z.output<typeof answerSchema>): CheckResult {
  if (verdict === 'pass') return { ...CHECK, outcome: 'pass', evidence: '' }
  // Control and direction characters have no place in one line of the console.
  const evidence = cutGraphemes(note.replace(/[\p{Cc}\p{Cf}\p{Cs}\s]+/gu, ' ').trim(), NOTE_LENGTH)
  return { ...CHECK, outcome: 'outside-check', evidence }
}

/** What answers at once may answer nonsense: that costs nobody any time. */
function isDown(error: unknown): boolean {
  return error instanceof OutboundError && (error.reason === 'timeout' || error.reason === 'network')
}

function reasonOf(error: unknown): string {
  if (error instanceof OutboundError) return error.reason
  return error instanceof NoAnswer ? error.message : 'internal error'
}
