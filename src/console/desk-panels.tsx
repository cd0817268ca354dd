import type { OpenedCase } from '../features/moderation/queueing.ts'
import { isOutOfReach } from '../features/moderation/state-table.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { Time } from '../ui/time.tsx'
import { ViewFields } from './decision-fields.tsx'
import { deskCommentHref, writerHref } from './desk-links.ts'
import type { Staff } from './layout.tsx'
import type { QueueView } from './links.ts'
import { NoteField, NoteList } from './notes.tsx'

interface DeskProps {
  language: Language
  timeZone: string
  view: QueueView
  staff: Staff
  opened: OpenedCase
}

/** What the desk has noted, and the ways on from a case: a note, the seniors, the writer, the comment. */
export function DeskSection({ language, timeZone, view, opened }: DeskProps) {
  const { forms } = catalogue(language).console
  const { author, caseFile, comment } = opened.item
  return (
    <section>
      <h2>{forms.notes}</h2>
      <NoteList {...{ language, timeZone }} notes={opened.notes} />
      <p class="row wrap">
        <button type="button" class="button" popovertarget="note">
          {forms.note}
        </button>
        {caseFile.escalatedAt === null && opened.lease !== null && (
          <button type="button" class="button" popovertarget="escalate">
            {forms.escalate}
          </button>
        )}
        <a class="button" href={`${writerHref(author.id, view.language)}#restrict`}>
          {forms.restrict}
        </a>
        <a class="button" href={deskCommentHref(comment.id, view.language)}>
          {forms.openComment}
        </a>
      </p>
    </section>
  )
}

/** The panels that the section opens. They open and close without JavaScript. */
export function DeskPanels(props: DeskProps & { formKey: string }) {
  const { caseFile } = props.opened.item
  return (
    <>
      <NotePanel {...props} />
      {caseFile.escalatedAt === null && props.opened.lease !== null && (
        <EscalatePanel {...props} lease={props.opened.lease.token} />
      )}
    </>
  )
}

function NotePanel({ language, view, opened, formKey }: DeskProps & { formKey: string }) {
  const text = catalogue(language).console
  const { caseFile, comment } = opened.item
  return (
    <form
      id="note"
      class="panel"
      popover="auto"
      role="dialog"
      aria-labelledby="note-title"
      method="post"
      action={`/console/comments/${comment.id}/notes`}
    >
      <ViewFields view={view} />
      <input type="hidden" name="case" value={caseFile.id} />
      <h2 id="note-title">{text.forms.notes}</h2>
      <NoteField {...{ language, formKey }} isPanel />
      <p class="row">
        <button type="submit" class="button">
          {text.forms.addNote}
        </button>
        <Close text={text.close} of="note" />
      </p>
    </form>
  )
}

function EscalatePanel({ language, view, opened, lease }: DeskProps & { lease: string }) {
  const text = catalogue(language).console
  return (
    <form
      id="escalate"
      class="panel"
      popover="auto"
      role="dialog"
      aria-labelledby="escalate-title"
      method="post"
      action={`/console/cases/${opened.item.caseFile.id}/escalate`}
    >
      <ViewFields view={view} />
      <input type="hidden" name="lease" value={lease} />
      <h2 id="escalate-title">{text.forms.escalateTitle}</h2>
      <p>{text.forms.escalateText}</p>
      <label for="escalate-note">{text.forms.escalateNote}</label>
      <textarea id="escalate-note" name="note" rows={3} dir="auto" autofocus />
      <p class="row">
        <button type="submit" class="button">
          {text.forms.escalate}
        </button>
        <Close text={text.close} of="escalate" />
      </p>
    </form>
  )
}

function Close({ text, of }: { text: string; of: string }) {
  return (
    <button type="button" class="button" popovertarget={of} popovertargetaction="hide">
      {text}
    </button>
  )
}

/** Who escalated the case, and whose it is now. */
export function HandedUp({ language, timeZone, staff, opened }: DeskProps) {
  const text = catalogue(language).console
  const { caseFile } = opened.item
  if (caseFile.escalatedAt === null) return null
  return (
    <div class="message" role="status">
      <h2>{text.forms.escalatedTitle(opened.escalatedBy ?? text.somebody)}</h2>
      <p>
        <Time at={caseFile.escalatedAt} {...{ language, timeZone }} />.{' '}
        {isOutOfReach(caseFile, staff.role) ? text.forms.escalatedText : text.forms.escalatedYours}
      </p>
    </div>
  )
}
