import { onPress, part, put, say, show } from '../dom.ts'
import { ask } from '../http.ts'
import type { Box } from './box.ts'
import { commentsIn, fetchThread, layOut, setState, take, welcome } from './thread-page.ts'

const PAUSE_MS = 20_000
/** As many as the server tells apart. */
const MOST = 20

/** Half a minute, more or less, so that readers do not ask in step; twice as long after each failure. */
export function pauseMs(failures: number, random: number): number {
  return PAUSE_MS * (1 + random) * 2 ** Math.min(failures, 5)
}

/** When a comment was published, and when it was written; epoch ms. */
export type Published = readonly [publishedAt: number, createdAt: number]

/** How many were published after `seen`, the reader's own left out, who knows when they were written. */
export function countNew(published: readonly Published[], seen: number, own: readonly number[]): number {
  return published.filter(([at, createdAt]) => at > seen && !own.includes(createdAt)).length
}

/**
 * Says when there are new comments, and brings them when asked: nothing moves by itself. Asks only while somebody can
 * see the discussion.
 */
export function startPulse(root: HTMLElement, box: Box | null, onAdded: () => void): void {
  const link = part<HTMLAnchorElement>(root, 'new')
  const thread = root.querySelector<HTMLElement>('#thread')
  if (link && thread) watch(root, link, thread, box, onAdded)
}

function watch(
  root: HTMLElement,
  link: HTMLAnchorElement,
  thread: HTMLElement,
  box: Box | null,
  onAdded: () => void,
): void {
  let failures = 0
  let isNear = false
  let newest = ''
  let timer: ReturnType<typeof setTimeout> | undefined

  function plan(): void {
    clearTimeout(timer)
    if (isNear && !document.hidden && failures < Number.POSITIVE_INFINITY)
      timer = setTimeout(poll, pauseMs(failures, Math.random()))
  }

  async function poll(): Promise<void> {
    try {
      const { status, ok, body } = await ask(`/v1/articles/${root.dataset['article']}/pulse`)
      failures = ok ? 0 : failures + 1
      // Comments have been switched off, or the article is gone.
      if (status === 404) failures = Number.POSITIVE_INFINITY
      // Written by the same release.
      if (ok) offer(body['published'] as readonly Published[])
    } catch {
      failures += 1
    }
    plan()
  }

  function offer(published: readonly Published[]): void {
    newest = `${published[0]}`
    const own = Array.from(root.querySelectorAll<HTMLTimeElement>('#mine time'), ({ dateTime }) =>
      Date.parse(dateTime),
    )
    const count = countNew(published, Number(thread.dataset['seen']), own)
    const { one = '', many = '' } = link.dataset
    const words = count > 1 ? say(many, count < MOST ? count : `${MOST}+`) : count ? one : ''
    if (link.textContent !== words) put(link, words)
    if (link.hidden === count > 0) setState(root, count > 0 ? 'new-available' : '')
    show(link, count > 0)
  }

  async function bring(): Promise<void> {
    if (link.ariaBusy) return
    link.ariaBusy = 'true'
    const address = new URL(link.href)
    // Another address for every state of the discussion: no cache on the way holds an older one under it.
    address.searchParams.set('newest', newest)
    try {
      await replace(root, thread, await fetchThread(address.href, box))
      show(link, false)
      setState(root, '')
      onAdded()
    } catch {
      put(link, link.dataset['failed'])
    }
    link.ariaBusy = null
  }

  onPress(root, '[data-here]', bring)
  document.addEventListener('visibilitychange', plan)
  new IntersectionObserver(
    (seen) => {
      isNear = seen.at(-1)?.isIntersecting === true
      plan()
    },
    { rootMargin: '400px' },
  ).observe(root)
}

/**
 * The first page as it is now, in place of what stands there down to its last comment. What was read below stays, for
 * to take hundreds away takes long; where the two do not meet, all goes: an order with gaps would be none.
 */
async function replace(root: HTMLElement, thread: HTMLElement, page: HTMLElement): Promise<void> {
  const known = new Set(commentsIn(root).map(({ id }) => id))
  const fresh = page.querySelector<HTMLElement>('#thread')
  const list = fresh?.firstElementChild
  const last = list?.lastElementChild?.querySelector('[id]')?.id
  const end = thread.querySelector(`#${last}`)?.closest('li')
  const old = new Range()
  old.selectNodeContents(thread)
  if (end) old.setEndAfter(end.nextSibling ? end : (end.parentElement ?? end))
  else take(root, page, '.more')
  old.deleteContents()
  thread.prepend(list ?? '')
  thread.dataset['seen'] = fresh?.dataset['seen']
  take(root, page, '[data-part=count]')
  take(root, page, '.tools')
  for (const own of root.querySelectorAll('#mine .comment')) {
    // Published meanwhile, it has its place among the others.
    if (root.querySelector(`#thread #${own.id}`)) own.closest('li')?.remove()
  }
  await layOut(list)
  welcome(root, known)
}
