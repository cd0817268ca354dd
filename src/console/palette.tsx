import { catalogue } from '../locales/index.ts'
import { LANGUAGES, type Language } from '../locales/language.ts'
import type { Staff } from './layout.tsx'
import { type QueueView, queueHref } from './links.ts'
import { pagesFor } from './navigation.tsx'

/** Keys of the commands, by their name in the catalogue of keys. */
export const COMMANDS = [
  ['a', 'approve'],
  ['0', 'other'],
  ['e', 'escalate'],
  ['s', 'skip'],
  ['u', 'undo'],
  ['j', 'next'],
  ['k', 'previous'],
  ['x', 'select'],
  ['b', 'restrict'],
  ['n', 'note'],
  ['p', 'parent'],
  ['o', 'article'],
  ['/', 'search'],
  ['?', 'help'],
] as const

interface PaletteProps {
  language: Language
  view: QueueView
  role: Staff['role']
}

/** Every command and page of the desk, found by its name in any language. Opened by the script. */
export function Palette({ language, view, role }: PaletteProps) {
  const { work } = catalogue(language).console
  return (
    <dialog id="palette" class="panel palette" aria-label={work.palette}>
      {/* A search field would take Escape for itself. */}
      <input type="text" placeholder={work.paletteFind} aria-label={work.paletteFind} autocomplete="off" />
      <ul>
        {COMMANDS.map(([key, name]) => (
          <li data-find={names(name)}>
            <button type="button" data-key={key}>
              {work.commands[name]} <kbd>{key}</kbd>
            </button>
          </li>
        ))}
        {pages(view, role).map(({ name, href }) => (
          <li data-find={LANGUAGES.map(name).join('\n')}>
            <a href={href}>{name(language)}</a>
          </li>
        ))}
      </ul>
      <p class="muted small" data-none hidden>
        {work.paletteNone}
      </p>
    </dialog>
  )
}

interface PalettePage {
  href: string
  name: (language: Language) => string
}

function pages(view: QueueView, role: Staff['role']): PalettePage[] {
  const { language, order } = view
  const lists = [
    ['reported', 'reported'],
    ['newWriters', 'new-writers'],
    ['escalated', 'escalated'],
  ] as const
  return [
    ...pagesFor(role).map(({ name, href }) => ({
      href: href(view),
      name: (other: Language) => catalogue(other).console.pages.menu[name],
    })),
    ...lists.map(([name, filter]) => ({
      href: queueHref({ order, filter, language }),
      name: (other: Language) => catalogue(other).console.work.pages[name],
    })),
  ]
}

function names(name: (typeof COMMANDS)[number][1]): string {
  return LANGUAGES.map((language) => catalogue(language).console.work.commands[name]).join('\n')
}
