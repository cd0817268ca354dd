import type {
  Cell,
  OverturnRow,
  Table,
  TableName,
  WaitingFlow,
} from '../features/moderation/transparency-model.ts'
import { numberFormat } from '../kernel/formats.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { checkName } from '../ui/check-name.ts'
import { Scroll } from '../ui/scroll.tsx'

interface FigureTableProps {
  name: TableName
  table: Table
  language: Language
}

/** Rows of one breakdown, and their sum where there is one. */
export function FigureTable({ name, table, language }: FigureTableProps) {
  const words = catalogue(language).reader.transparency
  return (
    <table>
      <Columns language={language} />
      <tbody>
        {shownRows(name, table).map(([row, figure]) => (
          <tr>
            <th scope="row">{rowName(name, row, language)}</th>
            <td class="number">{shown(figure, language)}</td>
          </tr>
        ))}
      </tbody>
      {table.total !== null && (
        <tfoot>
          <tr>
            <th scope="row">{words.sumNote}</th>
            <td class="number">{shown(table.total, language)}</td>
          </tr>
        </tfoot>
      )}
    </table>
  )
}

/** Every regime with every outcome would be a page of noughts. */
function shownRows(name: TableName, { rows }: Table): [string, Cell][] {
  const all = Object.entries(rows)
  return name === 'notices' || name === 'appeals' ? all.filter(([, figure]) => figure !== 0) : all
}

function Columns({ language }: { language: Language }) {
  const words = catalogue(language).reader.transparency
  return (
    <thead class="unseen">
      <tr>
        <th scope="col">{words.row}</th>
        <th scope="col" class="number">
          {words.figures}
        </th>
      </tr>
    </thead>
  )
}

/** In words; a row that this version of the words does not know keeps its name. */
function rowName(table: TableName, row: string, language: Language): string {
  const { tables } = catalogue(language).reader.transparency
  const [first = '', second = ''] = row.split(' ')
  if (table === 'notices')
    return `${named(tables.notices.regimes, first)}: ${named(tables.notices.outcomes, second)}`
  if (table === 'appeals')
    return `${named(tables.appeals.sides, first)}: ${named(tables.appeals.outcomes, second)}`
  if (table === 'languages' && row !== 'unknown') return languageName(row, language)
  return named(tables[table].rows, row)
}

/** What a language is called in another. */
function languageName(code: string, language: Language): string {
  return new Intl.DisplayNames(catalogue(language).locale, { type: 'language' }).of(code) ?? code
}

function named(names: Readonly<Record<string, string>>, key: string): string {
  return Object.hasOwn(names, key) ? (names[key] ?? key) : key
}

function shown(figure: Cell, language: Language): string {
  return typeof figure === 'number' ? numberFormat(catalogue(language).locale).format(figure) : figure
}

/** Opening + came in − went out = closing. */
export function WaitingTable({ waiting, language }: { waiting: WaitingFlow; language: Language }) {
  const words = catalogue(language).reader.transparency.waiting
  const flow = (
    sign: string,
    names: Readonly<Record<string, string>>,
    counts: Readonly<Record<string, number>>,
  ) =>
    Object.entries(counts).map(([key, count]) => (
      <tr>
        <th scope="row">
          {sign} {named(names, key)}
        </th>
        <td class="number">{shown(count, language)}</td>
      </tr>
    ))
  return (
    <table>
      <Columns language={language} />
      <tbody>
        <tr>
          <th scope="row">{words.opening}</th>
          <td class="number">{shown(waiting.opening, language)}</td>
        </tr>
        {flow('+', words.in, waiting.in)}
        {flow('−', words.out, waiting.out)}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{words.closing}</th>
          <td class="number">{shown(waiting.closing, language)}</td>
        </tr>
      </tfoot>
    </table>
  )
}

interface OverturnTableProps {
  rows: readonly OverturnRow[]
  title: string
  language: Language
}

export function OverturnTable({ rows, title, language }: OverturnTableProps) {
  const words = catalogue(language).reader.transparency
  if (rows.length === 0) return <p class="hint">{words.facts.none}</p>
  return (
    <Scroll label={title}>
      <table>
        <thead>
          <tr>
            {Object.entries(words.overturns.columns).map(([column, label]) => (
              <th scope="col" class={column === 'key' ? undefined : 'number'}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, rate, ...figures }) => (
            <tr>
              <th scope="row">{checkName(key, language)}</th>
              {Object.values(figures).map((figure) => (
                <td class="number">{shown(figure, language)}</td>
              ))}
              <td class="number">{rate === null ? '–' : percent(rate, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

function percent(share: number, language: Language): string {
  return numberFormat(catalogue(language).locale, { style: 'percent' }).format(share)
}
