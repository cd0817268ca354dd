import { part, show } from '../dom.ts'
import { startActs } from './acts.ts'
import { findBox } from './box.ts'
import { startCopy } from './copy.ts'
import { createDrafts } from './draft.ts'
import { startFar } from './far.ts'
import { startHeight } from './height.ts'
import { startHost } from './host.ts'
import { showLinked } from './linked.ts'
import { startMore } from './more.ts'
import { startPulse } from './pulse.ts'
import { startSkip } from './skip.ts'
import { layOut } from './thread-page.ts'
import { startTimes } from './time.ts'
import { startWriting } from './writing.ts'

/** Makes the printed discussion convenient. Everything works without it, by links and forms. */
function start(root: HTMLElement): void {
  const refreshTimes = startTimes(root)
  const box = findBox(root)
  startMore(root, box, refreshTimes)
  startPulse(root, box, refreshTimes)
  startSkip(root)
  startCopy(root)
  if (box) startWriting(box, refreshTimes)
  else showKept(root)
  startActs(root, box)
  // Before the rest is laid out, which then holds: nothing is laid out twice for its time.
  setTimeout(refreshTimes)
  layOut(root.querySelector('#thread>ol')).then(() => {
    startHost(root)
    startHeight()
    startFar(root)
    showLinked(root)
  })
}

/** Where nothing can be written any more, what was being written is offered to copy. */
function showKept(root: HTMLElement): void {
  const kept = part(root, 'kept')
  const field = kept?.querySelector('textarea')
  if (!field || field.value) return
  field.value = createDrafts(() => localStorage, root.dataset['article'] ?? '').load().text
  show(kept, field.value !== '')
}

const root = document.getElementById('discussion')
if (root) start(root)
