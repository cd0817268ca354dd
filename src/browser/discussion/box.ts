import type { BrowserWords } from '../../locales/browser-words.ts'
import { part, put, show } from '../dom.ts'

/** The composer's parts, as the server printed them, and what this page knows besides. */
export interface Box {
  root: HTMLElement
  form: HTMLFormElement
  field: HTMLTextAreaElement
  parent: HTMLInputElement
  post: HTMLElement
  words: BrowserWords
  articleId: string
  language: string
  inFrame: boolean
  /** The state that a problem or a failed login leads to, by its name. */
  states: Readonly<Record<string, string>>
  /** Which of the locked states it is, for as long as it is locked. */
  lockState: string
  /** A token of this page alone, where the browser keeps no cookie for us. Held in memory only. */
  token: string | null
}

/** `null` where nothing can be written: closed, switched off, or another page. */
export function findBox(root: HTMLElement): Box | null {
  const form = root.querySelector<HTMLFormElement>('form.composer')
  const field = part<HTMLTextAreaElement>(form, 'field')
  const parent = form?.querySelector<HTMLInputElement>('input[name=parent]')
  const post = part(form, 'post')
  if (!form || !field || !parent || !post) return null
  return {
    root,
    form,
    field,
    parent,
    post,
    words: wordsOf(root),
    articleId: root.dataset['article'] ?? '',
    language: root.lang,
    inFrame: root.dataset['mode'] === 'frame',
    // Printed by the same release, as the words are.
    states: JSON.parse(form.dataset['states'] ?? '{}') as Box['states'],
    lockState: form.dataset['state'] ?? '',
    token: null,
  }
}

export function wordsOf(root: HTMLElement): BrowserWords {
  // The server prints this attribute from a `BrowserWords` in the same release: script and page share a build.
  return JSON.parse(root.dataset['words'] ?? '{}') as BrowserWords
}

export function isLocked({ form, token }: Box): boolean {
  return token === null && 'locked' in form.dataset
}

/** Where a `note` and a `status` are printed: the composer, or a sheet. */
interface Spoken {
  form: ParentNode
}

/** Who asks, where the browser keeps no cookie for us. */
export function bearer(box: Box | null): Record<string, string> {
  return box?.token ? { authorization: `Bearer ${box.token}` } : {}
}

/**
 * A failure, said at once, its `title` in bold. An empty sentence takes the last one away. With `live` off, it changes
 * for the eyes alone.
 */
export function note({ form }: Spoken, sentence: string, title = '', live = 'assertive'): void {
  const element = part(form, 'note')
  if (!element || element.textContent === title + sentence) return
  element.ariaLive = live
  const strong = document.createElement('b')
  strong.textContent = title
  element.replaceChildren(strong, sentence)
  show(element, sentence !== '')
}

/** No failure any more, but that the line is down. */
export function rest(box: Box): void {
  note(box, navigator.onLine ? '' : box.words.offline)
}

/** A result, said politely. */
export function announce({ form }: Spoken, sentence: string): void {
  put(part(form, 'status'), sentence)
}
