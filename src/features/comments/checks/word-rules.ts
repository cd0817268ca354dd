import { englishDataset, englishRecommendedTransformers, RegExpMatcher } from 'obscenity'
import { type Check, PASS } from './check.ts'
import { matchingForm } from './matching-form.ts'

/** Built by the first comment: at start nobody needs it. */
let english: RegExpMatcher | undefined

/** Korean insults in their matching form, beside words that contain one and mean no harm. */
const KOREAN = ['바보', '멍청이', '병신', '씨발', '시발', '개새끼', '등신', '미친놈', '미친년', '꺼져'].map(
  (word) => ({
    word,
    form: matchingForm(word),
  }),
)
const HARMLESS = ['출시발표', '시발점', '시발역', '다시발', '역시발', '바보의나눔', '등신대'].map(
  matchingForm,
)

/** A word that often breaks SB-01 or SB-07. It holds, and never rejects: words have contexts. */
export const wordRules: Check = {
  name: 'word-rules',
  version: 1,
  run({ text }) {
    const evidence = [...koreanHits(text), ...englishHits(text)]
    return evidence.length > 0
      ? { outcome: 'hold', reason: 'word-rule', evidence: evidence.slice(0, 3).join(', ').slice(0, 200) }
      : PASS
  },
}

function koreanHits(text: string): string[] {
  let form = matchingForm(text)
  for (const harmless of HARMLESS) form = form.replaceAll(harmless, ' ')
  return KOREAN.filter((rule) => form.includes(rule.form)).map((rule) => rule.word)
}

function englishHits(text: string): string[] {
  english ??= new RegExpMatcher({ ...englishDataset.build(), ...englishRecommendedTransformers })
  return english
    .getAllMatches(text, true)
    .map(({ startIndex, endIndex }) => text.slice(startIndex, endIndex + 1))
}
