import { CORPUS } from '../security/corpus.ts'
import { FIELDS } from '../security/fields.ts'
import { serveFilled } from '../security/filled.ts'
import { createSowing, nameOf, openAll } from '../security/sowing.ts'
import { launchBrowser } from '../support/browser.ts'

/**
 * Every hostile text in every field that is written to, then every page in a real browser. `faults`: markup that is not
 * ours, scripts that ran, texts that a page lost, errors in the log. A request answered by a 5xx ends the drill.
 */
export async function corpus() {
  const [world, browser] = await Promise.all([serveFilled(), launchBrowser()])
  try {
    const { sow } = await createSowing(world, browser, 1)
    const faults: string[] = []
    let sent = 0
    let taken = 0
    for (const fields of FIELDS) {
      const sown = await sow(fields)
      sent += sown.sent
      for (const [key, found] of Object.entries(sown.taken)) {
        taken += found.taken
        const least = { most: 400, some: 1, none: 0 }[fields.takes]
        if (found.taken < least) faults.push(`${nameOf(fields)} ${key}: took ${found.taken}`)
      }
      faults.push(...sown.faults)
    }
    const { opened, found } = await openAll(world, browser)
    faults.push(...found.map(([path, what]) => `${path}: ${what}`))
    faults.push(...world.log.filter((line) => line.startsWith('error')))
    const fields = FIELDS.reduce((sum, { keys }) => sum + Object.keys(keys).length, 0)
    const ok = faults.length === 0 && sent === CORPUS.length * fields
    return { texts: CORPUS.length, fields, sent, taken, opened, faults, ok }
  } finally {
    await browser.close()
    await world.close()
  }
}
