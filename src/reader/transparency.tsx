import type { Period } from '../features/moderation/transparency-period.ts'
import type { LogHead } from '../features/moderation/transparency-store.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { PageFoot } from '../ui/page-foot.tsx'
import { type LanguageHrefs, PageHeader } from '../ui/page-header.tsx'
import { Scroll } from '../ui/scroll.tsx'
import { Shell } from '../ui/shell.tsx'
import type { PageProps } from './page.ts'

export interface TransparencyPageProps extends PageProps {
  /** The newspaper whose decisions these are. */
  paper: string
  siteKey: string
  timeZone: string
  now: number
  /** Newest first. */
  periods: readonly Period[]
  heads: readonly LogHead[]
  languageHrefs: LanguageHrefs
}

/** The half-years that can be read, and the log's heads. */
export function TransparencyPage(props: TransparencyPageProps) {
  const { paper, siteKey, now, periods, heads, languageHrefs, ...page } = props
  const { language } = page
  const words = catalogue(language).reader.transparency
  return (
    <Shell {...page} head={{ title: `${words.title} · ${paper}` }} page="reading">
      <PageHeader language={language} name={paper} href={null} languageHrefs={languageHrefs} />
      <main class="rules figures">
        <h1>{words.title}</h1>
        <p>{words.intro(paper)}</p>
        <h2>{words.periods}</h2>
        <ul class="rows">
          {periods.map((period) => (
            <li>
              <PeriodLinks {...{ period, siteKey, language }} isRunning={period.to > now} />
            </li>
          ))}
        </ul>
        <h2>{words.heads}</h2>
        <p>{words.headsText}</p>
        {heads.length === 0 ? <p class="hint">{words.headsNone}</p> : <Heads {...{ language, heads }} />}
        <p class="hint off-paper">
          {words.asData}: <a href={`/transparency/log.json?site=${siteKey}`}>JSON</a>
        </p>
      </main>
      <PageFoot language={language} siteKey={siteKey} />
    </Shell>
  )
}

interface PeriodLinksProps {
  period: Period
  siteKey: string
  language: Language
  isRunning: boolean
}

function PeriodLinks({ period: { name }, siteKey, language, isRunning }: PeriodLinksProps) {
  const words = catalogue(language).reader.transparency
  const file = (ending: string) => `/transparency/${name}.${ending}?site=${siteKey}`
  return (
    <>
      <span>
        <a class="strong" href={`/transparency/${name}?site=${siteKey}&lang=${language}`}>
          {halfName(name, language)}
        </a>{' '}
        {isRunning && <span class="hint inline">{words.running}</span>}
      </span>
      <span class="choices off-paper">
        {(['json', 'csv'] as const).map((ending) => (
          <a href={file(ending)} aria-label={`${halfName(name, language)}, ${ending.toUpperCase()}`}>
            {ending.toUpperCase()}
          </a>
        ))}
      </span>
    </>
  )
}

/** `January to June 2026`, `2026년 상반기`. */
export function halfName(period: string, language: Language): string {
  const { half } = catalogue(language).reader.transparency
  const [year = '', name] = period.split('-')
  return name === 'H1' ? half.H1(year) : half.H2(year)
}

function Heads({ language, heads }: { language: Language; heads: readonly LogHead[] }) {
  const words = catalogue(language).reader.transparency
  return (
    <Scroll label={words.heads}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.headColumns.day}</th>
            <th scope="col" class="number">
              {words.headColumns.seq}
            </th>
            <th scope="col">{words.headColumns.hash}</th>
          </tr>
        </thead>
        <tbody>
          {heads.map(({ day, seq, hash }) => (
            <tr>
              <th scope="row">
                <time datetime={day}>{day}</time>
              </th>
              <td class="number">{seq}</td>
              <td>
                <code>{hash}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}
