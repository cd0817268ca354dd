import { part, say, show } from '../dom.ts'
import { ask } from '../http.ts'
import { isAside } from './reply.ts'
import { copyItems, fetchThread, setState, type ThreadPage, welcome } from './thread-page.ts'

const PAUSE_MS = 20_000
/** As many as the server tells apart. */
const MOST = 20

/** Half a minute, more or less, so that readers do not ask in step; twice as long after each failure. */
export function pauseMs(failures: number, random: number): number {
  return PAUSE_MS * (1 + random) * 2 ** Math.min(failures, 5)
}

/** How many were published after `seen`, the reader's own left out. Times in epoch ms. */
export function countNew(published: readonly unknown[], seen: number, own: readonly number[]): number {
  return published.filter((at) => typeof at === 'number' && at > seen && !own.includes(at)).length
}

/**
 * Says when there are new comments, and brings them when asked: nothing moves by itself. Asks only while somebody can
 * see the discussion.
 */
export function startPulse(root: HTMLElement, onAdded: () => void): void {
  const link = part(root, 'new')
  if (link instanceof HTMLAnchorElement) watch(root, link, onAdded)
}

function watch(root: HTMLElement, link: HTMLAnchorElement, onAdded: () => void): void {
  let failures = 0
  let isNear = false
  let newest = ''
  let timer: ReturnType<typeof setTimeout> | undefined

  function plan(): void {
    clearTimeout(timer)
    if (isNear && !document.hidden && Number.isFinite(failures))
      timer = setTimeout(poll, pauseMs(failures, Math.random()))
  }

  async function poll(): Promise<void> {
    try {
      const { status, ok, body } = await ask(`/v1/articles/${root.dataset['article']}/pulse`)
      failures = ok ? 0 : failures + 1
      // Comments have been switched off, or the article is gone.
      if (status === 404) failures = Number.POSITIVE_INFINITY
      if (Array.isArray(body['published'])) offer(body['published'])
    } catch {
      failures += 1
    }
    plan()
  }

  function offer(published: readonly unknown[]): void {
    newest = String(published[0])
    const times = Array.from(root.querySelectorAll<HTMLTimeElement>('#mine time'), ({ dateTime }) =>
      Date.parse(dateTime),
    )
    const count = countNew(published, Number(root.dataset['seen']), times)
    const { one = '', many = '' } = link.dataset
    const words = count < 2 ? (count ? one : '') : say(many, count < MOST ? count : `${MOST}+`)
    if (link.textContent !== words) link.textContent = words
    if (link.hidden === count > 0) setState(root, count > 0 ? 'new-available' : '')
    show(link, count > 0)
  }

  async function bring(): Promise<void> {
    link.ariaBusy = 'true'
    const address = new URL(link.href)
    // Another address for every state of the discussion: no cache on the way holds an older one under it.
    address.searchParams.set('newest', newest)
    try {
      replace(root, await fetchThread(address.href))
      show(link, false)
      setState(root, '')
      onAdded()
    } catch {
      link.textContent = link.dataset['failed'] ?? ''
    }
    link.ariaBusy = null
  }

  link.addEventListener('click', (event) => {
    if (!('here' in link.dataset) || isAside(event)) return
    event.preventDefault()
    if (!link.ariaBusy) bring()
  })
  document.addEventListener('visibilitychange', plan)
  new IntersectionObserver(
    (seen) => {
      isNear = seen.at(-1)?.isIntersecting === true
      plan()
    },
    { rootMargin: '400px' },
  ).observe(root)
}

/** The first page as it is now, in place of what was shown: an order with gaps would be none. */
function replace(root: HTMLElement, page: ThreadPage): void {
  const { items, fresh } = copyItems(page)
  for (const own of root.querySelectorAll('#mine article')) {
    // Published meanwhile, it has its place among the others.
    if (items.some((item) => item.querySelector(`[id="${own.id}"]`))) own.closest('li')?.remove()
  }
  root.querySelector('#thread')?.replaceChildren(...items)
  root.dataset['seen'] = page.root.dataset['seen'] ?? ''
  part(root, 'empty')?.remove()
  const count = part(page.root, 'count')
  if (count) part(root, 'count')?.replaceWith(document.importNode(count, true))
  part(root, 'more')?.closest('p')?.remove()
  const more = part(page.root, 'more')?.closest('p')
  if (more) root.querySelector('#thread')?.after(document.importNode(more, true))
  welcome(root, fresh)
}
