import { countGraphemes, TEXT_LIMITS } from '../kernel/text.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'

interface TextProps {
  draft: string
  language: Language
}

/**
 * The field, and behind it a layer on which the page's script marks what is too much. Never `maxlength`: it deletes
 * the Hangul syllable that is being composed at the limit.
 */
export function TextField({ draft, language }: TextProps) {
  const words = catalogue(language).reader.composer
  return (
    <>
      <label class="unseen" for="text">
        {words.label}
      </label>
      <div class="layers">
        <div class="text marks" dir="auto" aria-hidden="true" data-part="marks">
          <span />
        </div>
        <textarea
          id="text"
          class="text"
          name="text"
          data-part="field"
          rows={3}
          dir="auto"
          autocapitalize="sentences"
          enterkeyhint="enter"
          placeholder={words.placeholder}
          aria-describedby="limit"
        >
          {draft}
        </textarea>
      </div>
    </>
  )
}

/** The number is for eyes; a quiet line beside it speaks at 50, 20, 10 and 0 characters left. */
export function Counter({ draft, language }: TextProps) {
  const words = catalogue(language).reader.composer
  const count = countGraphemes(draft)
  return (
    <>
      <span class="n" data-part="counter" aria-hidden="true">
        {words.counter(Number.isFinite(count) ? count : '∞', TEXT_LIMITS.graphemes)}
      </span>
      <span class="limit" id="limit">
        {words.atMost(TEXT_LIMITS.graphemes)}
      </span>
    </>
  )
}
