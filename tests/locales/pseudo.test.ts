import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { catalogue } from '../../src/locales/index.ts'
import { LANGUAGES } from '../../src/locales/language.ts'
import { goodToken, scripted } from '../accounts/scripted.ts'
import { PSEUDO } from '../support/pseudo-language.ts'
import { visibleTexts } from '../support/visible-text.ts'
import { createWorld, type Person, type World } from '../support/world.ts'
import { type Furnished, furnish } from './furnish.ts'
import { loginViews } from './login-views.tsx'
import { ANSWERS, DESK, OWN, place, READERS } from './pages.ts'

vi.mock(import('../../src/locales/registry.ts'), async (load) => {
  const { withPseudo } = await import('../support/pseudo-language.ts')
  return withPseudo(await load(), 'rtl')
})

let world: World
let made: Furnished
beforeAll(async () => {
  const { x, facebook } = scripted(goodToken)
  world = await createWorld({ providers: [x, facebook] })
  made = await furnish(world)
})
afterAll(() => world.close())

/** The same in every language: names, formats, codes of clauses, laws, checks, forms and requests, addresses. */
const NAMES =
  /\b(?:Brevier|The Morning Ledger|X|Facebook|Firefox|Linux|CSV|JSONL?|UTC|IANA|Asia\/Seoul|SB-\d\d|P\d|US\$|word-list|mastodon\.social|[0-9a-f]{8}-[0-9a-f-]{27})(?=\W|$)|https?:\S+/g
/** How each other language calls itself. */
const OTHERS = new RegExp(
  LANGUAGES.filter((one) => one !== PSEUDO)
    .map((one) => catalogue(one).name)
    .join('|'),
  'g',
)
/** What a crawler is told of a page is in the language of the article. */
const SHARED_TITLE = /<title>[^<]*<\/title>(?=<meta name="description")/

/** What a reader of the pseudo-language would see in letters of English, or of any other language. */
function strays(html: string): string[] {
  return visibleTexts(html.replace(SHARED_TITLE, ''))
    .filter(
      ({ text, lang }) =>
        lang === PSEUDO && /[a-zA-Z]{2}/.test(text.replaceAll(NAMES, '').replaceAll(OTHERS, '')),
    )
    .map(({ text }) => text)
}

async function expectPseudo(response: Response): Promise<void> {
  expect(response.status).toBeLessThan(500)
  expectPseudoPage(await response.text())
}

function expectPseudoPage(html: string): void {
  expect(html).toContain(`<html lang="${PSEUDO}" dir="rtl"`)
  expect(strays(html)).toEqual([])
}

function page(path: string, as?: Person): Promise<Response> {
  const [address = '', fragment = ''] = place(path, made).split('#')
  const separator = address.includes('?') ? '&' : '?'
  return world.request(`${address}${separator}lang=${PSEUDO}#${fragment}`, { as })
}

describe('in a language that came by its file and its line alone', () => {
  it.each(READERS)('%s is in that language', async (path) => expectPseudo(await page(path)))
  it.each(OWN)('%s of a reader is', async (path) => expectPseudo(await page(path, made.reader)))
  it.each(DESK)('%s is', async (path) => expectPseudo(await page(path, made.admin)))
  it.each(ANSWERS)('%s is', async (_name, form) => expectPseudo(await form(world, made, PSEUDO)))

  it.each(loginViews(PSEUDO))('%s is', async (_name, view) => expectPseudoPage(String(await view)))

  it('holds for every page that the router has', () => {
    /** Data, files, what browsers ask for by themselves, what only leads to another page, and programs' reference. */
    const isData = (path: string) =>
      /^\/(v1|assets|cards|healthz|readyz|metrics|embed|oembed|\.well-known)|\.(json|csv|xml|js|html)\b|:file|^\/(login\/session|a|docs)$/.test(
        path,
      )
    const asked = [...READERS, ...OWN, ...DESK].map((path) => place(path, made).replace(/[?#].*/, ''))
    const unasked = world.app.routes
      .filter(({ method, path }) => method === 'GET' && !isData(path))
      .map(({ path }) => path)
      .filter((path) => {
        const pattern = path.replaceAll(/:\w+(\{[^/]*\})?/g, '[^/]+')
        return !asked.some((one) => new RegExp(`^${pattern}$`).test(one))
      })
    expect(unasked).toEqual([])
  })

  it('finds a word that does not come from the catalogue', () => {
    expect(strays(`<html lang="${PSEUDO}"><p>[!!! Ĺóǵ íń ~~~ !!!]</p><p>Log in</p></html>`)).toEqual([
      'Log in',
    ])
    expect(strays(`<html lang="${PSEUDO}"><button aria-label="Close">×</button></html>`)).toEqual(['Close'])
  })
})
