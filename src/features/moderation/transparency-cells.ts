import type { Cell, Table } from './transparency-model.ts'

/** Below this a figure may point at a person. */
export const SMALLEST = 5

/** A figure by itself: one to four are not told apart. Zero says nothing about anybody. */
export function cell(count: number): Cell {
  return count > 0 && count < SMALLEST ? '<5' : count
}

/** Figures that do not add up to anything. */
export function openTable(counts: Readonly<Record<string, number>>): Table {
  return { total: null, rows: mapRows(counts, cell) }
}

/**
 * Figures with their total. Where the total and the others would give a small one away, the next smallest is
 * withheld too (`*`), and at the last the total. `known` figures are published exactly elsewhere: they hide nothing.
 */
export function closedTable(counts: Readonly<Record<string, number>>, known: readonly string[] = []): Table {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const free = Object.entries(counts).filter(([key, count]) => count > 0 && !known.includes(key))
  const small = free.filter(([, count]) => count < SMALLEST)
  const covers = free.filter(([, count]) => count >= SMALLEST).sort(([, a], [, b]) => a - b)
  const hidden = [...small]
  while (isGivenAway(small.length, hidden.length - small.length, sum(hidden))) {
    const cover = covers.shift()
    if (!cover) return { total: cell(total) === total ? '*' : cell(total), rows: withheld(counts, hidden) }
    hidden.push(cover)
  }
  return { total: cell(total), rows: withheld(counts, hidden) }
}

/** Whether the sum of what is withheld tells a part of it: small ones are 1–4, covers at least 5. */
function isGivenAway(small: number, covers: number, rest: number): boolean {
  if (small === 0) return false
  if (covers > 0) return rest === small + covers * SMALLEST
  return small === 1 || rest === small || rest === small * (SMALLEST - 1)
}

function withheld(
  counts: Readonly<Record<string, number>>,
  hidden: readonly (readonly [string, number])[],
): Record<string, Cell> {
  const keys = new Map(hidden)
  return mapRows(counts, (count, key) => (!keys.has(key) ? count : count < SMALLEST ? '<5' : '*'))
}

function mapRows(
  counts: Readonly<Record<string, number>>,
  map: (count: number, key: string) => Cell,
): Record<string, Cell> {
  return Object.fromEntries(Object.entries(counts).map(([key, count]) => [key, map(count, key)]))
}

function sum(rows: readonly (readonly [string, number])[]): number {
  return rows.reduce((total, [, count]) => total + count, 0)
}
