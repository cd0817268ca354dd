import type { Child } from 'hono/jsx'
import type { Statement } from '../features/moderation/statement-model.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { appealPath, COMPOSER_ANCHOR } from './paths.ts'
import { shortTime } from './time.tsx'

interface ShutProps {
  /** Which state of the discussion or the composer it is. */
  state: string
  language: Language
  draft: string
  children: Child
}

/** In place of the composer: why nothing can be written, and a text that met it, to copy. */
export function Shut({ state, language, draft, children }: ShutProps) {
  return (
    <>
      <div class="note closed" id={COMPOSER_ANCHOR} data-state={state}>
        {children}
      </div>
      <label class="kept" data-part="kept" hidden={draft === ''}>
        {catalogue(language).reader.composer.keptText}
        <textarea class="field" readonly rows={4} dir="auto">
          {draft}
        </textarea>
      </label>
    </>
  )
}

interface BarredProps {
  /** Why the reader may not write: a mute or a ban that is in force. */
  statement: Statement
  language: Language
  timeZone: string
  inFrame: boolean
}

/** Until when, under which clause, and where to read why and to appeal. */
export function Barred({ statement, language, timeZone, inFrame }: BarredProps) {
  const { writing } = catalogue(language).reader
  const { law } = catalogue(language).appeals
  const { clauses, lawReference, decisionId, appealUntil, appeal } = statement
  const canAppeal = appealUntil !== null && appeal === null
  return (
    <>
      <p>
        <b>{barredSentence(statement, { language, timeZone })}</b>{' '}
        {clauses.map(({ id, title }) => `${id} ${title}.`).join(' ')}
        {lawReference !== null && <span dir="auto"> {law(lawReference)}</span>}
      </p>
      <p>
        <a
          href={canAppeal ? appealPath(decisionId, language) : `/me?lang=${language}#restrictions`}
          target={inFrame ? '_blank' : undefined}
          rel="noopener"
        >
          {canAppeal ? writing.appeal : writing.why}
        </a>
      </p>
    </>
  )
}

function barredSentence(
  { action, endsAt }: Statement,
  setting: { language: Language; timeZone: string },
): string {
  const { muted, banned, bannedForGood } = catalogue(setting.language).reader.writing
  if (endsAt === null) return bannedForGood
  const time = shortTime(endsAt, setting)
  return action === 'ban' ? banned(time) : muted(time)
}
