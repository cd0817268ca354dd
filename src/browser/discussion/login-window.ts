import { part, say, show } from '../dom.ts'
import { newSecret, sha256Hex } from '../secret.ts'
import { type Box, note } from './box.ts'
import { tellHost } from './host.ts'
import { outsideHref } from './in-app.ts'
import { unlock } from './lock.ts'
import { awaitLogin, type Handshake, handshakeOf, redeem } from './login-steps.ts'

const KEPT = 'brevier:login'
const WINDOW = 'popup,width=520,height=680'

/** Signing in from inside a frame. On a page of our own the forms do it alone. */
export function startLogin(box: Box, onChange: () => void): void {
  const { form, words, inFrame } = box
  // Printed locked or locked later: the parts are looked for when they are needed.
  const ways = () => part(form, 'ways')
  const opened = () => part(form, 'opened')
  // Apps have no second window, or one that never comes back.
  const hasWindows = outsideHref(navigator.userAgent, '') === null
  let running: { popup: Window; button: HTMLButtonElement } | null = null
  // Made beforehand: the fallback must leave within the click, and hashing takes a turn.
  let way: { secret: string; hash: string } | null = null
  const secret = newSecret()
  sha256Hex(secret).then(
    (hash) => {
      way = { secret, hash }
    },
    () => {},
  )

  function stop(sentence: string, state = 'login-failed'): void {
    running = null
    show(opened(), false)
    show(ways(), true)
    note(box, sentence)
    enter(state)
  }

  function enter(state: string): void {
    box.lockState = state
    onChange()
  }

  /** The whole page goes to the provider; the article's fragment brings the attempt back. */
  function leaveByForm(): void {
    if (!way) return
    try {
      sessionStorage.setItem(KEPT, way.secret)
    } catch {
      return
    }
    const field = form.querySelector('input[name=redeem]') ?? document.createElement('input')
    if (!(field instanceof HTMLInputElement)) return
    field.type = 'hidden'
    field.name = 'redeem'
    field.value = way.hash
    form.append(field)
  }

  async function finish(handshake: Handshake): Promise<void> {
    const end = await redeem(handshake, words)
    if (end.outcome === 'failed') return stop(end.sentence)
    if (end.outcome === 'signed-in') {
      tellHost('login', { signedIn: true })
      // A fragment would make this a jump instead of a load.
      history.replaceState(null, '', location.pathname + location.search)
      return location.reload()
    }
    stop('', 'locked')
    box.token = end.token
    unlock(box, end.displayName)
    onChange()
  }

  function openWindow(button: HTMLButtonElement, provider: string): boolean {
    const query = new URLSearchParams({ article: box.articleId, lang: box.language })
    const popup = hasWindows && window.open(`/login/${provider}/start?${query}`, '_blank', WINDOW)
    if (!popup) return false
    const run = { popup, button }
    running = run
    const name = button.dataset['name'] ?? ''
    note(box, '')
    show(ways(), false)
    show(opened(), true)
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
      else if (result !== null) stop(result.sentence, box.states[result.failure])
    })
    return true
  }

  function tell(sentence: string): void {
    const line = part(form, 'opened-text')
    if (line && line.textContent !== sentence) line.textContent = sentence
  }

  form.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('button') : null
    const provider = button?.dataset['provider']
    if (button && provider && inFrame) {
      if (openWindow(button, provider)) event.preventDefault()
      else leaveByForm()
    }
    if (button?.dataset['part'] === 'cancel-login') {
      running?.popup.close()
      stop(words.cancelled, 'login-cancelled')
      ways()?.querySelector('button')?.focus()
    }
    if (button?.dataset['part'] === 'continue-here' && running) {
      const { popup, button: chosen } = running
      popup.close()
      stop('', 'locked')
      leaveByForm()
      form.action = chosen.formAction
      form.submit()
    }
  })

  const returned = inFrame && returnedHandshake()
  if (returned) finish(returned)
}

/** A full-page sign-in came back: the attempt is in the frame's fragment, the secret stayed here. */
function returnedHandshake(): Handshake | null {
  const attempt = /^#brevier=([\w-]{1,80})$/.exec(location.hash)?.[1]
  if (!attempt) return null
  try {
    const secret = sessionStorage.getItem(KEPT)
    sessionStorage.removeItem(KEPT)
    return secret === null ? null : { attempt, secret }
  } catch {
    return null
  }
}
