import { part, show } from './dom.ts'

/** The demo article's controls that need a script: system share, copy link, print. */
function control(name: string, isAble: boolean, act: (button: HTMLElement) => void): void {
  const button = part(document, name)
  if (!button || !isAble) return
  show(button, true)
  button.addEventListener('click', () => act(button))
}

function said(sentence: string | undefined): void {
  const line = part(document, 'said')
  if (line) line.textContent = sentence ?? ''
}

control('print', true, () => window.print())
control('copy', true, ({ dataset }) => {
  const copied =
    navigator.clipboard?.writeText(dataset['url'] ?? '') ?? Promise.reject(new Error('no clipboard'))
  copied.then(
    () => said(dataset['done']),
    () => said(dataset['failed']),
  )
})
control('system', 'share' in navigator, ({ dataset }) => {
  // Rejected when the reader closes the sheet: nothing to say.
  navigator.share({ title: document.title, url: dataset['url'] ?? '' }).catch(() => {})
})
