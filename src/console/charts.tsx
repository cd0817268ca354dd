import type { Language } from '../locales/language.ts'
import { weekdayName } from './weekdays.ts'

const WIDTH = 720
const HEIGHT = 140

interface ColumnsProps {
  /** Said in place of the picture. */
  label: string
  /** `part` of `whole` stands in the accent; a mark above them where there is one. */
  columns: readonly { name: string; whole: number; part: number; mark?: number | null }[]
}

/** A column for each day. Sizes are attributes: the page's policy allows no inline style. */
export function Columns({ label, columns }: ColumnsProps) {
  const highest = Math.max(1, ...columns.map(({ whole, mark }) => Math.max(whole, mark ?? 0)))
  const step = WIDTH / Math.max(1, columns.length)
  const gap = step > 8 ? 2 : 0.5
  const size = (value: number) => round((value / highest) * (HEIGHT - 4))
  return (
    <svg
      class="chart"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
    >
      {columns.map(({ name, whole, part, mark }, index) => {
        const box = { x: round(index * step), width: round(step - gap) }
        return (
          <g>
            <title>{name}</title>
            <rect class="whole" {...box} y={round(HEIGHT - size(whole))} height={size(whole)} />
            <rect class="part" {...box} y={round(HEIGHT - size(part))} height={size(part)} />
            {mark != null && mark > 0 && (
              <rect class="mark" {...box} y={round(HEIGHT - size(mark) - 1)} height={2} />
            )}
          </g>
        )
      })}
      <line class="base" x1={0} x2={WIDTH} y1={HEIGHT} y2={HEIGHT} />
    </svg>
  )
}

/** A share of the longest, for the row that it stands in; the figure is beside it. */
export function Bar({ share }: { share: number }) {
  return (
    <svg class="share" aria-hidden="true" viewBox="0 0 100 8" preserveAspectRatio="none">
      <rect class="whole" width={100} height={8} />
      <rect class="part" width={round(Math.max(0, Math.min(1, share)) * 100)} height={8} />
    </svg>
  )
}

const CELL = 24
const LEFT = 44
const TOP = 20

interface HeatProps {
  label: string
  /** By weekday (0 is Sunday), then by hour. */
  hours: readonly (readonly number[])[]
  language: Language
}

/** Weekday by hour: the fuller the colour, the more came in. */
export function Heat({ label, hours, language }: HeatProps) {
  const most = Math.max(1, ...hours.flat())
  return (
    <svg
      class="heat"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${LEFT + 24 * CELL} ${TOP + 7 * CELL}`}
      width={LEFT + 24 * CELL}
      height={TOP + 7 * CELL}
    >
      {[0, 6, 12, 18].map((hour) => (
        <text x={LEFT + hour * CELL} y={TOP - 6}>
          {hour}
        </text>
      ))}
      {hours.map((row, weekday) => (
        <g>
          <text x={0} y={TOP + weekday * CELL + 16}>
            {weekdayName(weekday, language, 'short')}
          </text>
          {row.map((count, hour) => (
            <rect
              class={count === 0 ? 'none' : 'part'}
              x={LEFT + hour * CELL}
              y={TOP + weekday * CELL}
              width={CELL - 2}
              height={CELL - 2}
              fill-opacity={count === 0 ? undefined : round(0.15 + (0.85 * count) / most)}
            >
              <title>{`${weekdayName(weekday, language, 'long')} ${hour}: ${count}`}</title>
            </rect>
          ))}
        </g>
      ))}
    </svg>
  )
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
