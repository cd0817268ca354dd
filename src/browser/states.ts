/**
 * Acts like a reader on a page of the states (development only, never in a published bundle). Runs before the
 * discussion's own script; what is to happen is in the `data-plan` of its own tag.
 */
export type Step =
  /** Typed at the end of the box, as by a hand. */
  | { type: string }
  /** A syllable that is still being composed there. */
  | { compose: string }
  /** Waits for the first such element to be shown, then clicks it. */
  | { click: string }
  /** Chooses the first real choice of the first such list. */
  | { choose: string }
  /** Presses this until the box counts as seen; `.post` sends the comment. */
  | { press: string }
  /** The provider's window tells how it went, in its own words. */
  | { windowSays: true }
  /** The network goes, or comes back. */
  | { network: 'off' | 'on' }

/** What the network gives for addresses that have this in them: an answer, nothing for ever, or a failure. */
export type Answer = { to: string } & ({ status: number; body: object } | { outcome: 'never' | 'lost' })

export interface Plan {
  /** Another browser's name. */
  agent?: string
  /** Opening a window works, and nothing is loaded in it. */
  opensWindow?: boolean
  /** What waits for seconds waits for moments, the first few times. */
  hurries?: boolean
  /** The clipboard takes what it is given, which it does for a hand alone. */
  copies?: boolean
  /** The style for paper is shown on the screen. */
  onPaper?: boolean
  answers?: readonly Answer[]
  steps?: readonly Step[]
}

const root = document.documentElement
const plan = JSON.parse(document.getElementById('states-driver')?.dataset['plan'] ?? '{}') as Plan
const isShown = (element: Element) => element.checkVisibility?.() ?? true

function found(selector: string): Promise<HTMLElement> {
  return new Promise((resolve) => {
    const look = () => {
      const element = [...document.querySelectorAll<HTMLElement>(selector)].find(isShown)
      if (element) resolve(element)
      else requestAnimationFrame(look)
    }
    look()
  })
}

/** By the browser's own editing command: its input events are trusted like those of a key. */
async function type(text: string): Promise<HTMLTextAreaElement> {
  const field = (await found('textarea.text')) as HTMLTextAreaElement
  field.focus({ preventScroll: true })
  field.setSelectionRange(field.value.length, field.value.length)
  edit('insertText', false, text)
  return field
}

let ahead = 0
const edit = document.execCommand.bind(document)
const realNow = performance.now.bind(performance)

/** Presses the button until the box counts as seen, each time half a second later by the page's clock. */
async function press(selector: string): Promise<void> {
  const { notSeen } = JSON.parse(document.getElementById('discussion')?.dataset['words'] ?? '{}')
  const button = await found(selector)
  // Within this window alone: it may be one frame of many.
  scrollTo({ top: scrollY + button.getBoundingClientRect().bottom - innerHeight / 2, behavior: 'instant' })
  const isUnseen = () =>
    [...document.querySelectorAll('[data-part=note]')].some(
      ({ textContent }) => textContent !== '' && [notSeen, unseenOf(button)].includes(textContent),
    )
  do {
    await new Promise(requestAnimationFrame)
    ahead += 500
    button.click()
  } while (isUnseen())
}

/** A sheet has its own sentence for it. */
function unseenOf(button: HTMLElement): string | undefined {
  return button.closest('form')?.dataset['unseen']
}

async function take(step: Step): Promise<void> {
  if ('type' in step) await type(step.type)
  if ('compose' in step) {
    const field = await type('')
    field.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }))
    field.value += step.compose
    const event = { bubbles: true, isComposing: true, inputType: 'insertCompositionText', data: step.compose }
    field.dispatchEvent(new InputEvent('input', event))
  }
  if ('click' in step) (await found(step.click)).click()
  if ('choose' in step) {
    const list = (await found(step.choose)) as HTMLSelectElement
    list.selectedIndex = 1
    list.dispatchEvent(new Event('change', { bubbles: true }))
  }
  if ('press' in step) await press(step.press)
  if ('windowSays' in step) window.postMessage({ type: 'brevier:login', attempt: 'a', secret: 's' }, '*')
  if ('network' in step) {
    const isOn = step.network === 'on'
    Object.defineProperty(navigator, 'onLine', { value: isOn, configurable: true })
    dispatchEvent(new Event(isOn ? 'online' : 'offline'))
  }
}

/** Before the discussion's script looks: each visit begins without a draft. */
function prepare(): void {
  const article = document.getElementById('discussion')?.dataset['article'] ?? ''
  localStorage.removeItem(`brevier:draft:${article}`)
  performance.now = () => realNow() + ahead
  if (plan.agent !== undefined) Object.defineProperty(navigator, 'userAgent', { value: plan.agent })
  if (plan.opensWindow) window.open = () => window
  if (plan.hurries) {
    const later = window.setTimeout.bind(window)
    let left = 5
    const soon = (run: () => void, ms = 0) => {
      if (ms > 1_000) left -= 1
      return later(run, left >= 0 ? Math.min(ms, 50) : ms)
    }
    window.setTimeout = soon as typeof window.setTimeout
  }
  if (plan.copies) document.execCommand = (name, ...more) => name === 'copy' || edit(name, ...more)
  answerInstead()
}

/** What the plan says comes in place of the service's answers: to data, and to pages, of which one can only be lost. */
function answerInstead(): void {
  const answerTo = (url: string | URL) => {
    const { pathname } = new URL(url, location.href)
    return plan.answers?.find(({ to }) => pathname.includes(to))
  }
  const { open, send } = XMLHttpRequest.prototype
  const lost = new WeakSet<XMLHttpRequest>()
  XMLHttpRequest.prototype.open = function (method: string, url: string | URL) {
    if (answerTo(url)) lost.add(this)
    open.call(this, method, url, true)
  }
  XMLHttpRequest.prototype.send = function (body) {
    if (lost.has(this)) this.dispatchEvent(new ProgressEvent('loadend'))
    else send.call(this, body)
  }
  const realFetch = window.fetch.bind(window)
  window.fetch = (input, init) => {
    const answer = answerTo(input instanceof Request ? input.url : input)
    if (!answer) return realFetch(input, init)
    if ('status' in answer) {
      const headers = { 'content-type': 'application/problem+json' }
      return Promise.resolve(new Response(JSON.stringify(answer.body), { status: answer.status, headers }))
    }
    return answer.outcome === 'lost'
      ? Promise.reject(new TypeError('Failed to fetch'))
      : new Promise(() => {})
  }
}

/** Rules for paper count on the screen, those for the screen no more. */
function layOnPaper(): void {
  for (const { cssRules } of document.styleSheets) {
    for (const rule of cssRules) {
      if (rule instanceof CSSMediaRule && rule.media.mediaText === 'print') rule.media.mediaText = 'all'
    }
  }
}

async function run(): Promise<void> {
  if (plan.onPaper) layOnPaper()
  for (const step of plan.steps ?? []) await take(step)
  // Of many frames on one page none may keep the keyboard.
  if (parent !== window && document.activeElement instanceof HTMLElement) document.activeElement.blur()
  root.dataset['reached'] = ''
}

prepare()
addEventListener('load', () => void run())
