import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'

/** Every key with what it does. `keys.ts` of the browser holds the same list as a mapping. */
const KEYS = [
  [['j', 'k'], 'move'],
  [['a'], 'approve'],
  [['1', '9'], 'reject'],
  [['0'], 'other'],
  [['e'], 'escalate'],
  [['s'], 'skip'],
  [['u'], 'undo'],
  [['x', 'J', 'K'], 'select'],
  [['Esc'], 'clear'],
  [['b'], 'restrict'],
  [['n'], 'note'],
  [['o'], 'article'],
  [['p'], 'parent'],
  [['/'], 'search'],
  [['?'], 'help'],
  [['Ctrl K'], 'palette'],
] as const

/** The list of keys and the setting that turns them off (WCAG 2.1.4). Opens without JavaScript. */
export function HelpPanel({ language }: { language: Language }) {
  const text = catalogue(language).console
  return (
    <div id="help" class="panel help" popover="auto" role="dialog" aria-labelledby="help-title">
      <h2 id="help-title">{text.help}</h2>
      <dl>
        {KEYS.map(([keys, what]) => (
          <div>
            <dt>
              {keys.map((key, index) => (
                <>
                  {index > 0 && (what === 'reject' ? '–' : ' ')}
                  <kbd>{key}</kbd>
                </>
              ))}
            </dt>
            <dd>{helpText(language, what)}</dd>
          </div>
        ))}
      </dl>
      <p class="muted small">{text.helpNote}</p>
      <p class="setting" data-keys-setting hidden>
        <label>
          <input type="checkbox" data-keys-off /> {text.keysOff}
        </label>
      </p>
      <button type="button" class="button" popovertarget="help" popovertargetaction="hide">
        {text.close}
      </button>
    </div>
  )
}

function helpText(language: Language, what: (typeof KEYS)[number][1]): string {
  const { helpKeys, work } = catalogue(language).console
  return what in work.keys
    ? work.keys[what as keyof typeof work.keys]
    : helpKeys[what as keyof typeof helpKeys]
}
