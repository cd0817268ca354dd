import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { type PageAssets, Shell } from '../ui/shell.tsx'

export interface EnterPageProps {
  language: Language
  /** The script reads the code from the address and sends the form; without it the code is pasted. */
  assets: PageAssets
  banner?: string | undefined
}

/** Where a one-time link leads. Its code stands in the fragment, which no server and no log ever sees. */
export function EnterPage({ language, assets, banner }: EnterPageProps) {
  const words = catalogue(language)
  const text = words.console
  return (
    <Shell
      language={language}
      head={{ title: `${text.enterTitle} · ${words.common.brand}` }}
      assets={assets}
      robots="noindex"
      page="console-enter"
      banner={banner}
    >
      <main>
        <p class="brand">{words.common.brand}</p>
        <h1>{text.enterTitle}</h1>
        <p class="muted">{text.enterText}</p>
        <form id="enter" method="post" action="/console/enter">
          <label for="token">{text.enterLabel}</label>
          <input
            id="token"
            name="token"
            type="text"
            required
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            aria-describedby="token-help"
          />
          <p id="token-help" class="muted small">
            {text.enterHelp}
          </p>
          <button type="submit" class="button approve">
            {text.enterButton}
          </button>
        </form>
      </main>
    </Shell>
  )
}

/** The code was used, is too old, or never was one: the three look alike. */
export function EnterFailedPage({ language, assets, banner }: EnterPageProps) {
  const words = catalogue(language)
  const text = words.console
  return (
    <Shell
      language={language}
      head={{ title: `${text.enterFailedTitle} · ${words.common.brand}` }}
      assets={assets}
      robots="noindex"
      page="console-enter"
      banner={banner}
    >
      <main>
        <p class="brand">{words.common.brand}</p>
        <h1>{text.enterFailedTitle}</h1>
        <p class="muted">{text.enterFailedText}</p>
        <p>
          <code>npm run demo</code>
        </p>
        <p>
          <a class="button" href="/console/enter">
            {text.enterAgain}
          </a>
        </p>
      </main>
    </Shell>
  )
}
