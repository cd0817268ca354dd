import type { ConsoleWords } from '../../locales/console-words.ts'
import { say } from '../dom.ts'

/** The line that says what was done last, and for how long it can be taken back. */
export interface Said {
  /** Counts on what the page said when it was loaded. */
  resume(): void
  /** At once, before the server has answered. */
  now(sentence: string): void
  /** As the server says it, with the time that is left for an undo. */
  done(fresh: HTMLElement | null): void
}

export function createSaid(words: ConsoleWords): Said {
  let timer = 0
  const box = () => document.querySelector<HTMLElement>('[data-slot="said"]')

  function clear(): void {
    clearInterval(timer)
    for (const node of box()?.querySelectorAll('form, a') ?? []) node.remove()
  }

  function setText(sentence: string): void {
    const line = box()?.querySelector('.notice')
    // The same sentence again is nothing new to a screen reader.
    if (line && line.textContent !== sentence) line.textContent = sentence
  }

  function count(form: HTMLFormElement): void {
    const end = performance.now() + Number(form.dataset['left'])
    const left = form.querySelector('.left')
    timer = window.setInterval(() => {
      const seconds = Math.ceil((end - performance.now()) / 1_000)
      if (left) left.textContent = say(words.left, Math.max(0, seconds))
      if (seconds <= 0) clear()
    }, 1_000)
  }

  return {
    resume() {
      const form = box()?.querySelector('form')
      if (form) count(form)
    },
    now(sentence) {
      clear()
      setText(sentence)
    },
    done(fresh) {
      clear()
      if (!fresh) return
      setText(fresh.querySelector('.notice')?.textContent ?? '')
      const form = fresh.querySelector('form')
      if (!form) return
      box()?.append(form)
      count(form)
    },
  }
}
