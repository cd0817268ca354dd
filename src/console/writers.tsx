import type { Restriction } from '../features/moderation/model.ts'
import { catalogue } from '../locales/index.ts'
import { Time } from '../ui/time.tsx'
import { writerHref, writersHref } from './desk-links.ts'
import { ConsoleLayout, type ConsolePageProps } from './layout.tsx'
import type { QueueView } from './links.ts'
import { restrictionText } from './restriction-text.ts'

export interface WritersPageProps extends ConsolePageProps {
  view: QueueView
  /** In force now, newest first. */
  restricted: readonly (Restriction & { displayName: string })[]
}

/** Everybody who is held back at this moment. */
export function WritersPage(props: WritersPageProps) {
  const { language, timeZone, restricted, view } = props
  const { forms } = catalogue(language).console
  return (
    <ConsoleLayout {...props} current="writers" title={forms.heldNow} languageHref={writersHref}>
      <main id="case" class="sheet" tabindex={-1}>
        <h1>{forms.heldNow}</h1>
        <p class="muted small">{restricted.length === 0 ? forms.heldNone : forms.heldNowText}</p>
        <ul class="rows">
          {restricted.map((restriction) => (
            <li class="line">
              <a href={writerHref(restriction.accountId, view.language)}>
                <bdi>{restriction.displayName}</bdi>
              </a>
              <span class="chip bad">{restrictionText(restriction, { language, timeZone })}</span>
              <span class="muted small end">
                <Time at={restriction.startsAt} language={language} timeZone={timeZone} />
              </span>
            </li>
          ))}
        </ul>
      </main>
    </ConsoleLayout>
  )
}
