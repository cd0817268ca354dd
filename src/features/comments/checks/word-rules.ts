import type { RegExpMatcher } from 'obscenity'
import { type Check, PASS } from './check.ts'
import { matchingForm } from './matching-form.ts'

/** Korean insults, beside words that contain one and mean no harm. */
const KOREAN = ['바보', '멍청이', '병신', '씨발', '시발', '개새끼', '등신', '미친놈', '미친년', '꺼져']
const HARMLESS = ['출시발표', '시발점', '시발역', '다시발', '역시발', '바보의나눔', '등신대']

interface Rules {
  english: RegExpMatcher
  /** Words by their matching form. */
  korean: ReadonlyMap<string, string>
  harmless: readonly string[]
}

/** At start nobody needs them, and the English list is large. */
let rules: Rules | undefined

async function loadRules(): Promise<Rules> {
  const { englishDataset, englishRecommendedTransformers, RegExpMatcher } = await import('obscenity')
  return {
    english: new RegExpMatcher({ ...englishDataset.build(), ...englishRecommendedTransformers }),
    korean: new Map(KOREAN.map((word) => [matchingForm(word), word])),
    harmless: HARMLESS.map(matchingForm),
  }
}

/** A word that often breaks SB-01 or SB-07. It holds, and never rejects: words have contexts. */
export const wordRules: Check = {
  name: 'word-rules',
  version: 1,
  async prepare() {
    rules ??= await loadRules()
  },
  run({ text }) {
    if (!rules) throw new Error('the word rules are not loaded')
    const evidence = [...koreanHits(text, rules), ...englishHits(text, rules)]
    return evidence.length > 0
      ? { outcome: 'hold', reason: 'word-rule', evidence: evidence.slice(0, 3).join(', ').slice(0, 200) }
      : PASS
  },
}

function koreanHits(text: string, { korean, harmless }: Rules): string[] {
  let form = matchingForm(text)
  for (const word of harmless) form = form.replaceAll(word, ' ')
  return [...korean].filter(([rule]) => form.includes(rule)).map(([, word]) => word)
}

function englishHits(text: string, { english }: Rules): string[] {
  return english
    .getAllMatches(text, true)
    .map(({ startIndex, endIndex }) => text.slice(startIndex, endIndex + 1))
}
