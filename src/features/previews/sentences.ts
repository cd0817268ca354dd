import { catalogue } from '../../locales/index.ts'
import type { Language } from '../../locales/language.ts'
import type { ClientName, Fault } from './model.ts'

/** What was found, for people. */
export function faultSentence({ code, is, may }: Fault, language: Language): string {
  const { faults, outcomes } = catalogue(language).console.previews
  if (code !== 'unreachable' && code !== 'image-unreachable') return faults[code](is, may)
  return faults[code](isOutcome(is) ? outcomes[is] : outcomes.status(is))
}

type Said = 'away' | 'address' | 'timeout' | 'too-large' | 'network'

function isOutcome(text: string): text is Said {
  return ['away', 'address', 'timeout', 'too-large', 'network'].includes(text)
}

/** `X, Facebook, Slack`, or one word for everybody. */
export function clientList(clients: readonly ClientName[], all: number, language: Language): string {
  const text = catalogue(language).console.previews
  return clients.length === all ? text.everybody : clients.map((name) => text.clients[name]).join(', ')
}
