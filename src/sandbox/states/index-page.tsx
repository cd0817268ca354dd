import { html } from 'hono/html'
import { LANGUAGES, type Language } from '../../locales/language.ts'
import { SANDBOX_SENTINEL } from '../endpoints.ts'
import { STATE_GROUPS } from './list.ts'

export const THEMES = ['light', 'dark'] as const
export const WIDTHS = [360, 768, 1280] as const

export interface Choice {
  lang: Language
  theme: (typeof THEMES)[number]
  width: (typeof WIDTHS)[number]
}

export function stateHref(name: string, { lang, theme }: Pick<Choice, 'lang' | 'theme'>): string {
  return `/states/${name}?${new URLSearchParams({ lang, theme })}`
}

function href(choice: Choice, change: Partial<Choice>): string {
  const { lang, theme, width } = { ...choice, ...change }
  return `/states?${new URLSearchParams({ lang, theme, width: String(width) })}`
}

/** Every state by group, each alive in a frame, in one language, theme and width. */
export function indexPage(choice: Choice) {
  const { theme, width } = choice
  return html`<!doctype html>${(
    <html lang="en" data-theme={theme}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>States of the discussion</title>
        <link rel="stylesheet" href="/states/states.css" />
      </head>
      <body class={`w${width}`}>
        <header>
          <h1>States of the discussion</h1>
          <Switch name="lang" values={LANGUAGES} choice={choice} />
          <Switch name="theme" values={THEMES} choice={choice} />
          <Switch name="width" values={WIDTHS} choice={choice} />
          <p>{SANDBOX_SENTINEL}</p>
        </header>
        <nav aria-label="States">
          {STATE_GROUPS.map(({ title, states }) => (
            <p>
              <b>{title}</b>{' '}
              {states.map(({ name }) => (
                <>
                  <a href={`#${name}`}>{name}</a>{' '}
                </>
              ))}
            </p>
          ))}
        </nav>
        <main>
          {STATE_GROUPS.map(({ title, states }) => (
            <section>
              <h2>{title}</h2>
              {states.map(({ name }) => (
                <figure id={name}>
                  <figcaption>
                    <a href={stateHref(name, choice)}>{name}</a>
                  </figcaption>
                  <iframe title={name} src={stateHref(name, choice)} width={width} loading="lazy" />
                </figure>
              ))}
            </section>
          ))}
        </main>
      </body>
    </html>
  )}`
}

function Switch<Name extends keyof Choice>(props: {
  name: Name
  values: readonly Choice[Name][]
  choice: Choice
}) {
  const { name, values, choice } = props
  return (
    <nav aria-label={name}>
      {values.map((value) => (
        <a href={href(choice, { [name]: value })} aria-current={value === choice[name] ? 'true' : undefined}>
          {String(value)}
        </a>
      ))}
    </nav>
  )
}

export const INDEX_STYLES = `
:root { color-scheme: light; font: 14px/1.5 system-ui, sans-serif; }
:root[data-theme=dark] { color-scheme: dark; }
body { margin: 0 16px 48px; background: Canvas; color: CanvasText; }
header { position: sticky; top: 0; display: flex; flex-wrap: wrap; gap: 4px 24px; align-items: baseline;
  padding: 8px 0; border-bottom: 1px solid; background: Canvas; z-index: 1; }
h1 { margin: 0; font-size: 18px; }
header p { margin: 0; }
header nav a { display: inline-block; padding: 4px 8px; }
a[aria-current] { font-weight: 700; text-decoration: none; }
a { color: inherit; }
main section { display: flex; flex-wrap: wrap; gap: 24px; align-items: start; }
h2 { flex-basis: 100%; margin: 24px 0 0; }
figure { margin: 0; max-width: 100%; overflow-x: auto; scroll-margin-top: 64px; }
figcaption { padding: 4px 0; font-family: ui-monospace, monospace; }
iframe { border: 1px solid GrayText; height: 740px; }
`
