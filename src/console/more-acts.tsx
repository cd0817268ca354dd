import type { Child } from 'hono/jsx'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { writerHref } from './desk-links.ts'
import type { QueueView } from './links.ts'
import { Key } from './small-parts.tsx'

interface MoreActsProps {
  language: Language
  view: QueueView
  authorId: string
  /** The form that lets go of the case. */
  children: Child
}

/** What is done less often: buttons of the bar, and on a phone a sheet that `More` opens. */
export function MoreActs({ language, view, authorId, children }: MoreActsProps) {
  const text = catalogue(language).console
  return (
    <div id="more" class="more-acts" popover="auto">
      <button type="button" class="button" popovertarget="other" aria-keyshortcuts="0">
        {text.other} <Key name="0" />
      </button>
      <button type="button" class="button" popovertarget="escalate" aria-keyshortcuts="e">
        {text.work.escalate} <Key name="e" />
      </button>
      {children}
      <button type="button" class="button minor" popovertarget="note" aria-keyshortcuts="n">
        {text.work.note} <Key name="n" />
      </button>
      <a
        class="button minor"
        data-act="restrict"
        href={`${writerHref(authorId, view.language)}#restrict`}
        aria-keyshortcuts="b"
      >
        {text.work.restrict} <Key name="b" />
      </a>
    </div>
  )
}
