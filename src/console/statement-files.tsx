import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'

/** Files of statements of reasons, by half-year: for admins alone. */
export function StatementFiles({ language, periods }: { language: Language; periods: readonly string[] }) {
  const text = catalogue(language).console.figures.log
  return (
    <section class="downloads" aria-label={text.exportStatements}>
      <h2>{text.exportStatements}</h2>
      <p class="small muted">{text.exportText}</p>
      <ul>
        {periods.map((period) => (
          <li>
            <span>{period}</span>
            {['jsonl', 'csv'].map((ending) => (
              <a
                href={`/console/statements/${period}.${ending}`}
                aria-label={`${period}, ${ending.toUpperCase()}`}
              >
                {ending.toUpperCase()}
              </a>
            ))}
          </li>
        ))}
      </ul>
    </section>
  )
}
