import { TABLES, type TableName, type TransparencyReport } from '../features/moderation/transparency-model.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { PageFoot } from '../ui/page-foot.tsx'
import { type LanguageHrefs, PageHeader } from '../ui/page-header.tsx'
import { Shell } from '../ui/shell.tsx'
import { Time } from '../ui/time.tsx'
import type { PageProps } from './page.ts'
import { halfName } from './transparency.tsx'
import { FigureTable, OverturnTable, WaitingTable } from './transparency-tables.tsx'
import { waitText } from './wait-text.ts'

export interface ReportPageProps extends PageProps {
  paper: string
  siteKey: string
  timeZone: string
  report: TransparencyReport
  languageHrefs: LanguageHrefs
}

/** One half-year: the same figures as the JSON, in the same order. */
export function ReportPage(props: ReportPageProps) {
  const { paper, siteKey, report, timeZone, languageHrefs, ...page } = props
  const { language } = page
  const words = catalogue(language).reader.transparency
  const title = words.reportTitle(halfName(report.period, language))
  return (
    <Shell {...page} head={{ title: `${title} · ${paper}` }} page="reading">
      <PageHeader language={language} name={paper} href={null} languageHrefs={languageHrefs} />
      <main class="rules figures">
        <p class="hint off-paper">
          <a href={`/transparency?site=${siteKey}&lang=${language}`}>{words.all}</a>
        </p>
        <h1>{title}</h1>
        <p class="hint">
          {words.countedTo} <Time at={report.countedTo - 1} {...{ language, timeZone }} /> ·{' '}
          {words.days(timeZone)}{' '}
          <span class="off-paper">
            ·{' '}
            {['json', 'csv'].map((ending) => (
              <>
                {' '}
                <a href={`/transparency/${report.period}.${ending}?site=${siteKey}`}>
                  {ending.toUpperCase()}
                </a>
              </>
            ))}
          </span>
        </p>
        <h2>{words.facts.title}</h2>
        <Facts {...{ report, language }} />
        <p class="hint">{words.privacyNote}</p>
        <p class="hint">{words.refusedNote}</p>
        {report.undone > 0 && <p class="hint">{words.undoneNote(report.undone)}</p>}
        <h2>{words.waiting.title}</h2>
        <WaitingTable waiting={report.waiting} language={language} />
        {TABLES.map((name) => (
          <TablePart {...{ name, report, language }} />
        ))}
        <h2>{words.overturns.clauses}</h2>
        <p class="hint">{words.overturns.note}</p>
        <OverturnTable rows={report.clauses} title={words.overturns.clauses} language={language} />
        <h2>{words.overturns.detectors}</h2>
        <OverturnTable rows={report.detectors} title={words.overturns.detectors} language={language} />
      </main>
      <PageFoot language={language} siteKey={siteKey} />
    </Shell>
  )
}

interface TablePartProps {
  name: TableName
  report: TransparencyReport
  language: Language
}

function TablePart({ name, report, language }: TablePartProps) {
  const { title } = catalogue(language).reader.transparency.tables[name]
  return (
    <>
      <h2>{title}</h2>
      <FigureTable name={name} table={report.tables[name]} language={language} />
    </>
  )
}

function Facts({ report, language }: { report: TransparencyReport; language: Language }) {
  const words = catalogue(language).reader.transparency.facts
  const { first, head, last } = report.log
  const { medianMs, p95Ms } = report.timeToDecide
  const facts = [
    [words.received, report.tables.received.total],
    [words.decisions, report.decisions],
    [words.median, medianMs === null ? words.none : waitText(medianMs, language)],
    [words.p95, p95Ms === null ? words.none : waitText(p95Ms, language)],
    [words.moderators, report.moderators],
    [words.onePersonDesk, report.onePersonDesk],
    [words.policies, report.policyVersions.join(', ') || words.none],
    [words.log, first === null || last === null ? words.none : words.logRows(first, last)],
  ] as const
  return (
    <dl class="facts wide">
      {facts.map(([name, value]) => (
        <div>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      {head !== null && (
        <div>
          <dt>{words.head}</dt>
          <dd>
            <code>{head}</code>
          </dd>
        </div>
      )}
    </dl>
  )
}
