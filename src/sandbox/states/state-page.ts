import { pageHeaders } from '../../http/security.ts'
import type { Language } from '../../locales/language.ts'
import type { Reached } from './house.ts'
import { planOf } from './plan.ts'
import type { State } from './state.ts'

export const DRIVER_PATH = '/states/driver.js'
const SCRIPT = /<script type="module"[^>]*><\/script>/g

/** The service's own page in this state, with the driver before its script; nothing else is changed. */
export async function statePage(
  state: State,
  { ask, path, cookie }: Reached,
  { publicUrl, language, theme }: { publicUrl: string; language: Language; theme: 'light' | 'dark' | null },
): Promise<Response> {
  const url = new URL(path, publicUrl)
  url.searchParams.set('lang', language)
  if (theme) url.searchParams.set('theme', theme)
  const headers = { host: url.host, accept: 'text/html', ...(cookie === null ? {} : { cookie }) }
  const answer = await ask(new Request(url, { headers }))
  const first = await driver(state, language)
  const html = themed(await answer.text(), theme).replace(SCRIPT, (tag) =>
    state.noScript ? '' : first + tag,
  )
  return new Response(html, { status: answer.status, headers: framedHeaders(answer.headers) })
}

/** In the frame the service does this itself; its own pages follow the reader's browser alone. */
function themed(html: string, theme: 'light' | 'dark' | null): string {
  if (theme === null || html.includes(`data-theme="${theme}"`)) return html
  return html
    .replace('<html ', `<html data-theme="${theme}" `)
    .replace('name="color-scheme" content="light dark"', `name="color-scheme" content="${theme}"`)
}

async function driver({ acting = {} }: State, language: Language): Promise<string> {
  const plan = JSON.stringify(await planOf(acting, language))
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
  return `<script type="module" id="states-driver" src="${DRIVER_PATH}" data-plan="${plan}"></script>`
}

/** The page of states holds every one of them in a frame. */
function framedHeaders(own: Headers): Record<string, string> {
  return {
    ...pageHeaders({ ancestors: ["'self'"] }),
    'cache-control': 'no-store',
    'x-robots-tag': own.get('x-robots-tag') ?? 'noindex',
  }
}
