import { say } from '../dom.ts'
import { newSecret } from '../secret.ts'
import { announce, type Box, isLocked, note, rest } from './box.ts'
import { startComposer } from './composer.ts'
import { counterState } from './counter.ts'
import { createDrafts, type Draft } from './draft.ts'
import { tellResult } from './host.ts'
import { showInApp } from './in-app.ts'
import { lock } from './lock.ts'
import { startLogin } from './login-window.ts'
import { showSent } from './mine.ts'
import { startReplies } from './reply.ts'
import { watchSeen } from './seen.ts'
import { type Refused, type SentComment, sendComment } from './send.ts'
import { countDown } from './wait.ts'

/** What brought a text into the box; kept in the address, it would come back at a reload. */
const BROUGHT_BY = ['draft', 'withdrawn']

function forgetBrought(): void {
  const here = new URL(location.href)
  for (const name of BROUGHT_BY) here.searchParams.delete(name)
  history.replaceState(history.state, '', here)
}

/** Keeps the draft, and sends it: what came of that is shown in the box, and nothing that was typed is lost. */
export function startWriting(box: Box, refreshTimes: () => void): void {
  const { field, form, words } = box
  const drafts = createDrafts(() => localStorage, box.articleId)
  const isSeen = watchSeen(box)
  let draft = drafts.load()
  /** Another tab may go on with the same text: changed here, it is another comment. */
  let isTaken = draft.text !== ''

  const replies = startReplies(box, (parent, parentName) => {
    draft.parent = parent
    draft.parentName = parentName
    drafts.save(draft)
  })
  // What the server printed comes first: a refused form brought it back, or it was withdrawn. Nothing else is lost.
  if (field.value === '') {
    field.value = draft.text
    if (box.parent.value === '' && draft.parent !== '') replies.set(draft.parent, draft.parentName)
  } else if (draft.text !== '' && draft.text !== field.value) field.value += `\n\n${draft.text}`
  draft.text = field.value
  draft.parent = box.parent.value
  drafts.save(draft)
  forgetBrought()

  if (showInApp(form)) box.lockState = 'in-app-browser'
  const composer = startComposer(box, remember, () => send())
  // Signed in or not any more, what came of the last try is over.
  startLogin(box, () => composer.hold(null))

  function remember(isTrusted: boolean): void {
    if (isTaken && field.value !== '') {
      isTaken = false
      draft.key = newSecret()
    }
    draft.text = field.value
    draft.typed ||= isTrusted
    drafts.save(draft)
  }

  /** Why nothing is sent now, or `null`. */
  function hindrance(): string | null {
    if (!navigator.onLine) return words.offline
    if (isLocked(box)) return words.signInFirst
    const { reason } = counterState(field.value, words)
    if (reason !== null) return reason
    if (draft.text === '' || (draft.typed && isSeen())) return null
    // A text that was brought here is its reader's after a second look.
    draft.typed ||= isSeen()
    return words.notSeen
  }

  async function send(review = false): Promise<void> {
    if (composer.held()?.isFirm) return
    draft.text = field.value
    const reason = hindrance()
    if (reason !== null) {
      note(box, reason)
      ;(isLocked(box) ? form.querySelector<HTMLElement>('[data-provider]') : field)?.focus()
      return
    }
    note(box, '')
    composer.hold({ state: 'sending', label: words.sending, isFirm: true })
    const sent = { ...draft }
    const result = await sendComment(box, sent, review)
    tellResult(result)
    if (result.outcome === 'sent') finish(sent, result.comment)
    else if (result.outcome === 'refused') refuse(result)
    else fail()
  }

  function finish(sent: Draft, comment: SentComment): void {
    // Typed on meanwhile, it is a draft of its own; so is an answer that was begun meanwhile.
    if (field.value === sent.text) field.value = ''
    draft = { ...draft, key: drafts.clear(sent).key, text: field.value, typed: field.value !== '' }
    drafts.save(draft)
    if (draft.parent === sent.parent) replies.set('', '')
    composer.hold(null)
    const sentence = comment.state === 'published' ? words.published : words.pending
    announce(box, sentence)
    // It is kept, even where it cannot be shown now.
    showSent(box, comment.id).then(refreshTimes, () => note(box, sentence))
  }

  function fail(): void {
    composer.hold(navigator.onLine ? { state: 'failed-kept', label: words.tryAgain } : null)
    rest(box)
    if (navigator.onLine) note(box, ` ${words.kept}`, words.notSent)
  }

  function refuse(refused: Refused): void {
    const { state, sentence, canRetry } = refused
    // Nothing was taken in, or it was used for another text.
    if (!canRetry) draft.key = newSecret()
    drafts.save(draft)
    if (state === 'session-expired') lock(box)
    const isClosed = state === 'closed-while-typing'
    const label = canRetry && state === 'failed-kept' ? words.tryAgain : null
    composer.hold({ state, label, isFirm: isClosed })
    note(box, sentence)
    field.readOnly = isClosed
    if (isClosed) field.focus()
    if (state === 'rate-limited' && refused.retryAfter > 0) wait(refused)
  }

  /** The button comes back by itself. The sentence was said once, and changes quietly. */
  function wait({ plain, state, retryAfter }: Refused): void {
    function show(left: number, unit: 0 | 1 | 2): void {
      const [label, sentence] = words.waits[unit]
      composer.hold({ state, label: say(label, left), isFirm: true })
      note(box, `${plain} ${say(sentence, left)}`, '', 'off')
    }
    countDown(retryAfter, show, () => {
      composer.hold(null)
      rest(box)
    })
  }

  form.addEventListener('submit', (event) => {
    const name = event.submitter?.dataset['part']
    if (name !== 'post' && name !== 'review') return
    event.preventDefault()
    // The other button goes as soon as it was pressed.
    if (name === 'review') box.post.focus()
    send(name === 'review')
  })
}
