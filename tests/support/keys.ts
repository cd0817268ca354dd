import type { Locator, Page } from 'playwright-core'

/** Counts what a person without a mouse presses, from the start of the discussion on. */
export interface Keys {
  /** Presses so far; a chord is one. */
  count: number
  press(...keys: readonly string[]): Promise<void>
  /** Tabs until the element has the focus. @throws after twelve presses */
  tabTo(target: Locator): Promise<void>
  /** What has the focus, as its tag, id and name: for the message of a test that fails. */
  focused(): Promise<string>
}

const MOST_TABS = 12

/** Puts the focus on the first thing of the discussion, where whoever tabs through an article arrives. */
export async function atStart(page: Page): Promise<Keys> {
  await page.locator('#discussion').locator('a, button, summary, textarea').first().focus()
  const keys: Keys = {
    count: 0,
    async press(...names) {
      for (const name of names) {
        await page.keyboard.press(name)
        keys.count += 1
      }
    },
    async tabTo(target) {
      for (let tabs = 0; tabs <= MOST_TABS; tabs += 1) {
        if (await hasFocus(target)) return
        await keys.press('Tab')
      }
      throw new Error(`twelve tabs later the focus is on ${await keys.focused()}`)
    },
    focused: () =>
      page.evaluate(() => {
        const { activeElement: element } = document
        return `${element?.tagName} ${element?.id} ${element?.textContent?.trim().slice(0, 40)}`
      }),
  }
  return keys
}

export async function hasFocus(target: Locator): Promise<boolean> {
  return (
    (await target.count()) > 0 && target.first().evaluate((element) => element === document.activeElement)
  )
}
