import type { ProviderReport } from '../features/accounts/model.ts'
import { numberFormat } from '../kernel/formats.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { providerName } from '../ui/provider-name.ts'
import { Scroll } from '../ui/scroll.tsx'
import { Time } from '../ui/time.tsx'

interface SectionProps {
  language: Language
  timeZone: string
  reports: readonly ProviderReport[]
}

/** Which ways to sign in work, how much they are used, and what X will roughly ask for it. */
export function ProviderReportSection({ language, timeZone, reports }: SectionProps) {
  const { providerReport: text } = catalogue(language).console
  return (
    <section>
      <h2>{text.title}</h2>
      {reports.length === 0 ? (
        <p class="muted small">{text.none}</p>
      ) : (
        <>
          <Scroll label={text.title}>
            <table>
              <thead>
                <tr>
                  {Object.entries(text.columns).map(([column, label]) => (
                    <th scope="col" class={`col-${column}`}>
                      {label}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {reports.map((report) => (
                  <Row {...{ language, timeZone, report }} />
                ))}
              </tbody>
            </table>
          </Scroll>
          {reports.some(({ costUsd }) => costUsd !== null) && <p class="muted small">{text.estimate}</p>}
        </>
      )}
    </section>
  )
}

interface RowProps {
  language: Language
  timeZone: string
  report: ProviderReport
}

function Row({ language, timeZone, report }: RowProps) {
  const { providerReport: text } = catalogue(language).console
  const { provider: name, label, unavailable, since, loginsThisMonth, loginsLastMonth, costUsd } = report
  return (
    <tr>
      <th scope="row">{providerName({ name, label }, language)}</th>
      <td>
        <span class={`chip ${unavailable === null ? 'ok' : 'bad'}`}>{text[unavailable ?? 'available']}</span>{' '}
        {unavailable !== null && since !== null && (
          <span class="muted small">
            {text.since} <Time at={since} language={language} timeZone={timeZone} />
          </span>
        )}
      </td>
      <td>{count(loginsThisMonth, language)}</td>
      <td>{count(loginsLastMonth, language)}</td>
      <td>{costUsd === null ? '–' : dollars(costUsd, language)}</td>
    </tr>
  )
}

function count(logins: number, language: Language): string {
  return numberFormat(catalogue(language).locale).format(logins)
}

function dollars(amount: number, language: Language): string {
  return numberFormat(catalogue(language).locale, { style: 'currency', currency: 'USD' }).format(amount)
}
