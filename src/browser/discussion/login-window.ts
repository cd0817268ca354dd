import { onPress, part, put, say, show } from '../dom.ts'
import { quietly } from '../quietly.ts'
import { newSecret, sha256Hex } from '../secret.ts'
import { type Box, note } from './box.ts'
import { tellHost } from './host.ts'
import { outsideHref } from './in-app.ts'
import { unlock } from './lock.ts'
import { awaitLogin, type Handshake, handshakeOf, type LoginFailure, redeem } from './login-steps.ts'

const WINDOW = 'popup,width=520,height=680'

/** Signing in from inside a frame. On a page of our own the forms do it alone. */
export function startLogin(box: Box, onChange: () => void): void {
  const { form, words } = box
  /** Where the secret waits; another article's discussion on the same page has its own. */
  const kept = `brevier:${box.articleId}`
  if (!box.inFrame) return
  // Printed locked or locked later: the parts are looked for when they are needed.
  const ways = () => part(form, 'ways')
  // Apps have no second window, or one that never comes back.
  const hasWindows = outsideHref(navigator.userAgent, '') === null
  let running: { popup: Window; button: HTMLButtonElement } | null = null
  // Made beforehand: the fallback must leave within the click, and hashing takes a turn.
  const secret = newSecret()
  let hash = ''
  sha256Hex(secret).then(
    (made) => {
      hash = made
    },
    () => {},
  )

  function enter(state: string): void {
    box.lockState = state
    onChange()
  }

  function stop(
    { sentence, failure = '' }: LoginFailure,
    state = box.states[failure] ?? 'login-failed',
  ): void {
    running = null
    show(part(form, 'opened'), false)
    show(ways(), true)
    note(box, sentence)
    enter(state)
  }

  /** The whole page goes to the provider; the article's fragment brings the attempt back. */
  function leaveByForm(): void {
    const field = part<HTMLInputElement>(form, 'redeem')
    // Without a place for the secret, the provider leads back to a page of our own.
    quietly(() => {
      sessionStorage.setItem(kept, secret)
      if (field) field.value = hash
    })
  }

  async function finish(handshake: Handshake): Promise<void> {
    const end = await redeem(handshake, words)
    if (end === 'signed-in') {
      tellHost('login', { signedIn: true })
      // A fragment would make this a jump instead of a load.
      history.replaceState(null, '', location.pathname + location.search)
      return location.reload()
    }
    if ('sentence' in end) return stop(end)
    stop({ sentence: '' }, 'locked')
    box.token = end.token
    unlock(box, end.displayName)
    onChange()
  }

  function tell(sentence: string): void {
    const line = part(form, 'opened-text')
    if (line?.textContent !== sentence) put(line, sentence)
  }

  function openWindow(button: HTMLButtonElement): boolean {
    const { provider, name = '' } = button.dataset
    const query = new URLSearchParams({ article: box.articleId, lang: box.language })
    const popup = hasWindows && window.open(`/login/${provider}/start?${query}`, '_blank', WINDOW)
    if (!popup) return false
    const run = { popup, button }
    running = run
    note(box, '')
    show(ways(), false)
    show(part(form, 'opened'), true)
    tell(say(words.windowOpen, name))
    enter('login-window-open')
    addEventListener('message', async function hear(event) {
      if (running !== run) return removeEventListener('message', hear)
      const handshake = handshakeOf(event, { origin: location.origin, popup })
      if (!handshake) return
      removeEventListener('message', hear)
      const result = await awaitLogin(handshake, {
        words,
        provider: name,
        isOver: () => running !== run,
        onNameNeeded: () => tell(words.nameNeeded),
      })
      if (result === 'done') await finish(handshake)
      else if (result) stop(result)
    })
    return true
  }

  onPress<HTMLButtonElement>(form, '[data-provider]', (button) => {
    const isOpen = openWindow(button)
    if (!isOpen) leaveByForm()
    return !isOpen
  })
  onPress(form, '[data-part=cancel-login]', () => {
    running?.popup.close()
    stop({ sentence: words.cancelled }, 'login-cancelled')
    ways()?.querySelector('button')?.focus()
  })
  onPress(form, '[data-part=continue-here]', () => {
    if (!running) return
    const { popup, button } = running
    popup.close()
    stop({ sentence: '' }, 'locked')
    leaveByForm()
    form.action = button.formAction
    form.submit()
  })

  const returned = returnedHandshake(kept)
  if (returned) finish(returned)
}

/** A full-page sign-in came back: the attempt is in the frame's fragment, the secret stayed here. */
function returnedHandshake(kept: string): Handshake | null {
  const attempt = /^#brevier=([\w-]{1,80})$/.exec(location.hash)?.[1]
  if (!attempt) return null
  return quietly(() => {
    const secret = sessionStorage.getItem(kept)
    sessionStorage.removeItem(kept)
    return secret ? { attempt, secret } : null
  })
}
