import { startActs } from './acts.ts'
import { announce, type Box, findBox, isLocked, note } from './box.ts'
import { startComposer } from './composer.ts'
import { counterState } from './counter.ts'
import { createDrafts, newKey } from './draft.ts'
import { startHeight } from './height.ts'
import { showInApp } from './in-app.ts'
import { lock } from './lock.ts'
import { startLogin } from './login-window.ts'
import { showSent } from './mine.ts'
import { startMore } from './more.ts'
import { startReplies } from './reply.ts'
import { watchSeen } from './seen.ts'
import { sendComment } from './send.ts'
import { startTimes } from './time.ts'

/** Makes the printed discussion convenient. Everything works without it, by links and forms. */
function start(root: HTMLElement): void {
  const refreshTimes = startTimes(root)
  startMore(root, refreshTimes)
  const box = findBox(root)
  if (box) startWriting(box, refreshTimes)
  startActs(root, box)
  startHeight()
}

/** The address after a full-page login fetches the draft; kept here now, it must not come back at a reload. */
function forgetLoginDraft(): void {
  const here = new URL(location.href)
  if (!here.searchParams.has('draft')) return
  here.searchParams.delete('draft')
  history.replaceState(history.state, '', here)
}

function startWriting(box: Box, refreshTimes: () => void): void {
  const { field, form, words } = box
  const drafts = createDrafts(() => localStorage, box.articleId, newKey)
  const isSeen = watchSeen(box)
  let draft = drafts.load()
  let isSending = false

  const replies = startReplies(box, (parent, parentName) => {
    draft = { ...draft, parent, parentName }
    drafts.save(draft)
  })
  // What the server printed wins: it is what a refused form brought back.
  if (field.value === '' && draft.text !== '') {
    field.value = draft.text
    if (box.parent.value === '' && draft.parent !== '') replies.set(draft.parent, draft.parentName)
  }
  draft = { ...draft, text: field.value, parent: box.parent.value }
  drafts.save(draft)
  forgetLoginDraft()

  const composer = startComposer(box, remember, send)
  startLogin(box, composer.refresh)
  showInApp(form)

  function remember(isTrusted: boolean): void {
    draft = { ...draft, text: field.value, typed: draft.typed || isTrusted }
    drafts.save(draft)
  }

  function refuse(sentence: string, label: string | null = null): void {
    composer.label(label)
    note(box, sentence)
  }

  /** Why nothing is sent now, or `null`. */
  function hindrance(): string | null {
    if (isLocked(box)) return words.signInFirst
    const { reason } = counterState(field.value, words)
    if (reason !== null) return reason
    return draft.text !== '' && !(draft.typed && isSeen()) ? words.notSeen : null
  }

  async function send(): Promise<void> {
    if (isSending) return
    draft = { ...draft, text: field.value }
    const reason = hindrance()
    if (reason !== null) {
      note(box, reason)
      ;(isLocked(box) ? form.querySelector<HTMLElement>('[data-provider]') : field)?.focus()
      return
    }
    isSending = true
    note(box, '')
    composer.label(words.sending)
    const result = await sendComment(box, draft)
    isSending = false
    if (result.outcome === 'unknown') return refuse(words.notSent, words.tryAgain)
    if (result.outcome === 'refused') {
      if (result.isKeySpent) draft = { ...draft, key: newKey() }
      drafts.save(draft)
      if (result.next === 'sign-in') lock(box)
      return refuse(result.sentence, result.next === 'retry' ? words.tryAgain : null)
    }
    draft = drafts.clear()
    field.value = ''
    replies.set('', '')
    composer.label(null)
    showSent(box.root, result.comment)
    refreshTimes()
    announce(box, result.comment.state === 'published' ? words.published : words.pending)
  }

  form.addEventListener('submit', (event) => {
    if (event.submitter !== box.post) return
    event.preventDefault()
    send()
  })
}

const root = document.getElementById('discussion')
if (root) start(root)
