import type { Candidate } from '../src/features/comments/checks/check.ts'
import { prepareChecks, screen as runChecks } from '../src/features/comments/rules.ts'
import { checkText } from '../src/kernel/text.ts'
import { candidate, WRITER } from '../tests/comments/checks/candidate.ts'
import { busyWriter, compileMs, inputs, manyRules } from './screen-inputs.ts'

const RUNS = 9
/** The few slowest once more and longer: a worst of many medians is a worst of chances, too. */
const FINALISTS = 6
const FINAL_RUNS = 101
/** The slowest of a first, quick round are measured with care. */
const SUSPECTS = 40
const SHOWN = 40

/**
 * Text check and every check together, on the worst texts that a search over bad pieces finds, beside 2 000 rules of
 * the site's own and fifty rejected texts. Milliseconds, median of 101 runs each.
 */
export async function screen(): Promise<Record<string, unknown>> {
  await prepareChecks()
  const setting = { writer: busyWriter(WRITER), words: manyRules() }
  const all = inputs()
  for (const text of all.slice(0, 300)) once(text, setting)
  const rounds = all.map((text) => ({ text, ...timed(text, setting, 1) }))
  const accepted = worst(rounds, true, setting)
  const refused = worst(rounds, false, setting)
  return {
    acceptedWorstMs: accepted.ms,
    acceptedWorst: accepted.text,
    refusedWorstMs: refused.ms,
    refusedWorst: refused.text,
    ordinaryMs: timed('다시 발표한다면 이번에는 숫자도 보여 주세요. The numbers matter.', setting, 101).ms,
    compileRulesMs: round(compileMs()),
    inputs: all.length,
    runs: FINAL_RUNS,
  }
}

type Setting = Pick<Candidate, 'writer' | 'words'>

function worst(
  rounds: readonly { text: string; ms: number; accepted: boolean }[],
  accepted: boolean,
  setting: Setting,
) {
  const suspects = rounds
    .filter((round) => round.accepted === accepted)
    .sort((a, b) => b.ms - a.ms)
    .slice(0, SUSPECTS)
    .map(({ text }) => ({ text, ms: timed(text, setting, RUNS).ms }))
    .sort((a, b) => b.ms - a.ms)
    .slice(0, FINALISTS)
    .map(({ text }) => ({ text, ms: timed(text, setting, FINAL_RUNS).ms }))
    .sort((a, b) => b.ms - a.ms)
  const [first] = suspects
  return {
    ms: first?.ms ?? 0,
    text: `${JSON.stringify(first?.text.slice(0, SHOWN))}… (${first?.text.length ?? 0})`,
  }
}

function timed(text: string, setting: Setting, runs: number): { ms: number; accepted: boolean } {
  const times: number[] = []
  let accepted = false
  for (let run = 0; run < runs; run += 1) {
    // Another text each time, or the form of the last one would be at hand.
    runChecks(candidate('between', setting))
    const begin = performance.now()
    accepted = once(text, setting)
    times.push(performance.now() - begin)
  }
  return { ms: round(times.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? 0), accepted }
}

function once(text: string, setting: Setting): boolean {
  const checked = checkText(text)
  if (!checked.ok) return false
  try {
    runChecks(candidate(checked.text, setting))
  } catch {
    return false
  }
  return true
}

function round(ms: number): number {
  return Math.round(ms * 1_000) / 1_000
}
