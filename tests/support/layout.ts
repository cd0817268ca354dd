import type { Page } from 'playwright-core'

/**
 * What does not fit: the page itself, and every text that reaches out of it or lies under another. `scrolls` selects
 * what holds more than it shows, and means to.
 */
export function misfits(shown: Page, scrolls = '.none'): Promise<string[]> {
  return shown.evaluate((scrolling) => {
    const root = document.documentElement
    const wide = root.scrollWidth - root.clientWidth
    const found = wide > 0 ? [`the page is ${wide} px too wide`] : []
    const name = (node: Element) => `${node.tagName}.${node.className} “${node.textContent?.slice(0, 30)}”`
    // What lies under an open dialog is covered on purpose.
    const top = document.querySelector('dialog:modal') ?? document.body
    const seen = Array.from(top.querySelectorAll('*')).filter(
      (node) => node.checkVisibility() && !node.closest('.unseen, .limit, .skip, template'),
    )
    for (const node of seen) {
      const box = node.getBoundingClientRect()
      const isOff = box.left < -1 || box.right > root.clientWidth + 1
      if (isOff && !node.closest(scrolling)) found.push(`${name(node)} is off the page`)
      const { overflowX, overflowY } = getComputedStyle(node)
      const cuts =
        [overflowX, overflowY].some((value) => value !== 'visible') && !node.matches('textarea, input')
      if (
        cuts &&
        !node.matches(scrolling) &&
        (node.scrollWidth > node.clientWidth + 1 || node.scrollHeight > node.clientHeight + 1)
      )
        found.push(`${name(node)} is cut`)
    }
    const controls = seen.filter((node) => node.matches('a, button, summary, textarea, h2, .n, time, strong'))
    for (const [index, one] of controls.entries())
      for (const two of controls.slice(index + 1)) {
        if (one.contains(two) || two.contains(one)) continue
        const [a, b] = [one.getBoundingClientRect(), two.getBoundingClientRect()]
        const x = Math.min(a.right, b.right) - Math.max(a.left, b.left)
        const y = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
        if (x > 1 && y > 1 && y > 0.5 * Math.min(a.height, b.height))
          found.push(`${name(one)} lies over ${name(two)}`)
      }
    return found
  }, scrolls)
}

/** Controls that are too small to hit: 44 px for those that one comes for, 24 px for the others (WCAG 2.5.8). */
export function smallTargets(shown: Page): Promise<string[]> {
  return shown.evaluate(() =>
    Array.from(document.querySelectorAll('a, button, summary, textarea, input:not([type=hidden])'))
      .filter((node) => node.checkVisibility() && !node.closest('.skip'))
      .flatMap((node) => {
        const { width, height } = node.getBoundingClientRect()
        const isMain = node.matches(
          '.post, .way, .plain, .button, .acts a, .tools a, .own, summary, textarea',
        )
        // A link inside a sentence is as high as its line.
        const isInText = node.parentElement?.matches('p:not(.acts, .more)') === true
        const least = isMain ? 44 : isInText ? 0 : 24
        return height < least || width < Math.min(least, 24)
          ? [`${node.textContent} ${Math.round(width)}×${Math.round(height)}`]
          : []
      }),
  )
}

/**
 * Walks through every control by Tab; answers those whose focus cannot be seen, or lies under something
 * (WCAG 2.4.7, 2.4.11). The page keeps the list itself: a question after every key would cost most of the time.
 */
export async function hiddenFocus(shown: Page): Promise<string[]> {
  await shown.evaluate(() => {
    const found: string[] = []
    const ring = (target: Element | null) => {
      if (!target) return false
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(target)
      return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none'
    }
    const look = () => {
      const node = document.activeElement
      if (!node || node === document.body) return
      const box = node.getBoundingClientRect()
      const top = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 20))
      const isCovered = !top || !(node.contains(top) || top.contains(node))
      const isSeen = ring(node) || (node.matches('textarea') && ring(node.closest('.composer')))
      const what = `${node.tagName} “${node.textContent?.slice(0, 30)}”`
      if (!isSeen) found.push(`${what} shows no focus`)
      if (isCovered) found.push(`${what} is covered`)
    }
    const state = { found, stops: 0 }
    ;(document.activeElement as HTMLElement | null)?.blur()
    document.addEventListener('keyup', () => {
      if (document.activeElement === document.body) return
      state.stops += 1
      look()
    })
    Object.assign(globalThis, { walked: state })
  })
  const stops = await shown.evaluate(
    () =>
      Array.from(document.querySelectorAll('a, button, summary, textarea, input, select')).filter(
        (node) => node.checkVisibility() && (node as HTMLElement).tabIndex >= 0,
      ).length,
  )
  for (let step = 0; step < stops; step += 1) await shown.keyboard.press('Tab')
  const walked = await shown.evaluate(
    () => (globalThis as unknown as { walked: { found: string[]; stops: number } }).walked,
  )
  return walked.stops > 0.8 * stops ? walked.found : [`${walked.stops} stops of ${stops}`]
}
