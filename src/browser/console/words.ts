import type { ConsoleWords } from '../../locales/console-words.ts'

/** The sentences that the server sent along; `null` on a page without a queue. */
export function wordsOf(root: ParentNode): ConsoleWords | null {
  const text = root.querySelector<HTMLElement>('[data-words]')?.dataset['words']
  return text === undefined ? null : (JSON.parse(text) as ConsoleWords)
}
