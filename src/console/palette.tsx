import { catalogue } from '../locales/index.ts'
import { LANGUAGES, type Language } from '../locales/language.ts'
import type { Staff } from './layout.tsx'
import { logHref, peopleHref, policyHref, type QueueView, queueHref, settingsHref } from './links.ts'

/** Keys of the commands, by their name in the catalogue of keys. */
const COMMANDS = [
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
        {pages(view, role).map(([name, href]) => (
          <li data-find={pageNames(name)}>
            <a href={href}>{pageName(name, language)}</a>
          </li>
        ))}
      </ul>
      <p class="muted small" data-none hidden>
        {work.paletteNone}
      </p>
    </dialog>
  )
}

type PageName = 'queue' | 'reported' | 'newWriters' | 'escalated' | 'policy' | 'log' | 'people' | 'settings'

function pages(view: QueueView, role: Staff['role']): [PageName, string][] {
  const { language } = view
  const list = (filter: QueueView['filter']) => queueHref({ order: view.order, filter, language })
  return [
    ['queue', list('all')],
    ['reported', list('reported')],
    ['newWriters', list('new-writers')],
    ['escalated', list('escalated')],
    ['policy', policyHref(language)],
    ['log', logHref(language)],
    ...(role === 'admin' ? [['people', peopleHref(language)] satisfies [PageName, string]] : []),
    ['settings', settingsHref(language)],
  ]
}

function pageName(name: PageName, language: Language): string {
  const text = catalogue(language).console
  return name === 'reported' || name === 'newWriters' || name === 'escalated'
    ? text.work.pages[name]
    : text[name]
}

function pageNames(name: PageName): string {
  return LANGUAGES.map((language) => pageName(name, language)).join('\n')
}

function names(name: (typeof COMMANDS)[number][1]): string {
  return LANGUAGES.map((language) => catalogue(language).console.work.commands[name]).join('\n')
}
