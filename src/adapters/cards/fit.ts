import type { MeasuredNode, MeasuredTextRun, Node, Renderer } from '@takumi-rs/core'
import type { Step, Template } from './template.ts'

/** A last line that fills less of the width looks forgotten. */
const WIDOW = 0.42
const NARROWER = [0.94, 0.88, 0.82, 0.76, 0.7] as const

/** The card at the largest size at which the first template's text fits whole, else the next template's. */
export async function sized(renderer: Renderer, templates: readonly Template[]): Promise<Node> {
  for (const template of templates) {
    const fitting = await largestFitting(renderer, template)
    if (fitting === null) continue
    const { step, measured } = fitting
    return template.at(step, await widthWithoutWidow(renderer, template, step, measured))
  }
  const last = templates.at(-1)
  const step = last?.steps.at(-1)
  if (last === undefined || step === undefined) throw new RangeError('a card needs a template and a step')
  return last.at(step, last.textWidth)
}

interface Fitting {
  step: Step
  measured: MeasuredNode
}

/**
 * A measurement costs a thirtieth of a whole card: the first tells how long the text is, the second is of the size that
 * should therefore fit, the third of its neighbour; what is still open then is settled by halves.
 */
async function largestFitting(renderer: Renderer, template: Template): Promise<Fitting | null> {
  const { steps, textWidth } = template
  let found: Fitting | null = null
  let from = 0
  let to = steps.length
  let next = to >> 1
  for (let turn = 0; from < to; turn += 1) {
    const step = steps[next]
    if (step === undefined) break
    const measured = await renderer.measure(template.text(step), { width: textWidth })
    const fits = measured.height <= step.height
    if (fits) {
      found = { step, measured }
      to = next
    } else from = next + 1
    if (turn === 0) next = within(likelyStep(template, { step, measured }), from, to)
    else if (turn === 1) next = within(fits ? next - 1 : next + 1, from, to)
    else next = (from + to) >> 1
  }
  return found
}

/** The first step in whose lines a text of this length has room. */
function likelyStep({ steps, textWidth }: Template, { step, measured }: Fitting): number {
  const length = runsOf(measured).reduce((sum, run) => sum + run.width, 0) / step.size
  const found = steps.findIndex(
    ({ size, leading, height }) => Math.ceil((length * size) / textWidth) * leading <= height,
  )
  return found < 0 ? steps.length : found
}

function within(index: number, from: number, to: number): number {
  return Math.max(from, Math.min(index, to - 1))
}

/** The full width, or the first narrower one that takes no more lines and leaves no lone short word in the last. */
async function widthWithoutWidow(
  renderer: Renderer,
  { textWidth, avoidsWidow, text }: Template,
  step: Step,
  full: MeasuredNode,
): Promise<number> {
  if (!avoidsWidow(step) || full.height <= step.leading || !isWidowed(full, step, textWidth)) return textWidth
  for (const share of NARROWER) {
    const width = Math.round(textWidth * share)
    const measured = await renderer.measure(text(step), { width })
    if (measured.height > full.height) return textWidth
    if (!isWidowed(measured, step, width)) return width
  }
  return textWidth
}

/** Whether the last line fills less than its share. Runs of one line may start at different heights. */
function isWidowed(measured: MeasuredNode, { leading }: Step, width: number): boolean {
  const runs = runsOf(measured)
  const last = Math.max(...runs.map((run) => lineOf(run, leading)))
  const filled = runs.filter((run) => lineOf(run, leading) === last).reduce((sum, run) => sum + run.width, 0)
  return filled < width * WIDOW
}

function runsOf(measured: MeasuredNode): MeasuredTextRun[] {
  return [measured, ...measured.children].flatMap((node) => node.runs)
}

function lineOf(run: MeasuredTextRun, leading: number): number {
  return Math.floor((run.y + run.height / 2) / leading)
}
