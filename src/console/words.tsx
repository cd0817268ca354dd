import { WORD_KINDS, type WordKind, type WordRule } from '../features/comments/model.ts'
import { mayEditWords } from '../features/comments/word-rules.ts'
import type { WordTrial } from '../features/comments/words.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { type ProblemShown, problemSentence } from '../ui/problem-note.tsx'
import { ConsoleLayout, type ConsolePageProps } from './layout.tsx'
import { type QueueView, wordsHref } from './links.ts'
import { LangField } from './person-row.tsx'
import { WordTrialSection } from './word-trial.tsx'

export const WORD_ACTS = ['added', 'removed'] as const
export type WordAct = (typeof WORD_ACTS)[number]

export interface WordsPageProps extends ConsolePageProps {
  view: QueueView
  rules: readonly WordRule[]
  /** The text of the test box, and what the checks say to it; `null` when nothing was tried. */
  tried: string
  trial: WordTrial | null
  /** What was typed into the form that is refused. */
  typed: { kind: WordKind; word: string } | null
  done: WordAct | null
  problem: ProblemShown | null
}

/** A paper's own words in two lists, and a box in which a text can be tried on them. */
export function WordsPage(props: WordsPageProps) {
  const { language, rules, done, view, staff, tried } = props
  const { words } = catalogue(language).console
  const mayEdit = mayEditWords(staff.role)
  const languageHref = (other: Language) => wordsHref(other, undefined, tried === '' ? undefined : tried)
  return (
    <ConsoleLayout {...props} current="words" title={words.title} languageHref={languageHref}>
      <main id="case" class="sheet words" tabindex={-1}>
        <h1>{words.title}</h1>
        <p class="notice" role="status">
          {done && words.done[done]}
        </p>
        <p>{words.intro}</p>
        <WordTrialSection {...props} />
        {mayEdit ? <AddWord {...props} /> : <p class="muted small read-only">{words.readOnly}</p>}
        {WORD_KINDS.map((kind) => (
          <Words
            {...{ language, kind, mayEdit }}
            lang={view.language}
            rules={rules.filter((rule) => rule.kind === kind)}
          />
        ))}
      </main>
    </ConsoleLayout>
  )
}

function AddWord({ language, view, typed, problem }: WordsPageProps) {
  const { words } = catalogue(language).console
  return (
    <section>
      <h2>{words.addTitle}</h2>
      <p class="muted small" id="word-help">
        {words.addText}
      </p>
      {problem && (
        <p class="note bad" role="alert" id="word-problem">
          {problemSentence(problem, language)}
        </p>
      )}
      <form class="line" method="post" action="/console/words">
        <LangField lang={view.language} />
        <label for="word">{words.word}</label>
        <input
          id="word"
          name="word"
          class="field"
          type="text"
          required
          maxlength={200}
          dir="auto"
          autocomplete="off"
          value={typed?.word ?? ''}
          aria-describedby={problem ? 'word-problem word-help' : 'word-help'}
          aria-invalid={problem ? 'true' : undefined}
        />
        <label for="kind">{words.kind}</label>
        <select id="kind" name="kind" class="field">
          {WORD_KINDS.map((kind) => (
            <option value={kind} selected={kind === typed?.kind}>
              {words.kinds[kind]}
            </option>
          ))}
        </select>
        <button class="button" type="submit">
          {words.add}
        </button>
      </form>
    </section>
  )
}

interface WordsProps {
  language: Language
  lang: Language | undefined
  kind: WordKind
  rules: readonly WordRule[]
  mayEdit: boolean
}

function Words({ language, lang, kind, rules, mayEdit }: WordsProps) {
  const { words } = catalogue(language).console
  const [title, text] =
    kind === 'hold'
      ? [words.holdTitle(rules.length), words.holdText]
      : [words.allowTitle(rules.length), words.allowText]
  return (
    <section>
      <h2>{title}</h2>
      <p class="muted small">{rules.length === 0 ? words.none : text}</p>
      {rules.length > 0 && (
        <ul class="word-list">
          {rules.map(({ id, word }) => (
            <li>
              <bdi>{word}</bdi>
              {mayEdit && (
                <form method="post" action={`/console/words/${id}/remove`}>
                  <LangField lang={lang} />
                  <button class="link" type="submit" aria-label={`${words.remove}: ${word}`}>
                    {words.remove}
                  </button>
                </form>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
