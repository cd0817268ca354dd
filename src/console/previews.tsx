import { byteText, secondText, sizeText } from '../features/previews/figures.ts'
import { tasksOf } from '../features/previews/grouping.ts'
import type { ImageFacts, PageFacts, Preview } from '../features/previews/model.ts'
import { clientList, faultSentence } from '../features/previews/sentences.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { type ProblemShown, problemSentence } from '../ui/problem-note.tsx'
import { ConsoleLayout, type ConsolePageProps } from './layout.tsx'
import { previewHref, type QueueView } from './links.ts'
import { PreviewCards } from './preview-cards.tsx'
import { PreviewTable } from './preview-table.tsx'

export interface PreviewsPageProps extends ConsolePageProps {
  view: QueueView
  /** As it was typed. */
  address: string
  /** Where the address may begin. */
  origins: readonly string[]
  preview: Preview | null
  problem: ProblemShown | null
}

/** One address, and what every reader of links makes of it. */
export function PreviewsPage(props: PreviewsPageProps) {
  const { language, address, preview } = props
  const text = catalogue(language).console.previews
  return (
    <ConsoleLayout
      {...props}
      current="previews"
      title={text.title}
      languageHref={(other) => previewHref(address, other)}
    >
      <main id="case" class="sheet previews" tabindex={-1}>
        <h1>{text.title}</h1>
        <p class="muted">{text.intro}</p>
        <AddressForm {...props} />
        {preview && <Result preview={preview} language={language} />}
      </main>
    </ConsoleLayout>
  )
}

function AddressForm({ language, address, origins, problem, view }: PreviewsPageProps) {
  const text = catalogue(language).console.previews
  return (
    <>
      {problem && (
        <p class="note bad" role="alert" id="url-problem">
          {problem.type === 'invalid-field' ? text.refused : problemSentence(problem, language, 'opened')}
        </p>
      )}
      <form class="ask" method="get" action="/console/previews">
        {view.language !== undefined && <input type="hidden" name="lang" value={view.language} />}
        <label for="url">{text.address}</label>
        <input
          id="url"
          name="url"
          class="field"
          type="text"
          inputmode="url"
          required
          maxlength={2_048}
          autocomplete="off"
          spellcheck={false}
          dir="ltr"
          value={address}
          aria-describedby={problem ? 'url-problem url-help' : 'url-help'}
          aria-invalid={problem ? 'true' : undefined}
        />
        <button class="button strong" type="submit">
          {text.look}
        </button>
        <p class="muted small" id="url-help">
          {text.help(origins.join(', '))}
        </p>
      </form>
    </>
  )
}

function Result({ preview, language }: { preview: Preview; language: Language }) {
  const text = catalogue(language).console.previews
  const { page, verdicts } = preview
  const passed = verdicts.filter(({ outcome }) => outcome === 'passes').length
  return (
    <>
      <p class="sum" role="status">
        {text.sum(passed, verdicts.length)}
      </p>
      <Facts preview={preview} language={language} />
      <section>
        <h2>{text.cards}</h2>
        <PreviewCards preview={preview} language={language} />
      </section>
      <Tasks preview={preview} language={language} />
      <section>
        <h2>{text.all}</h2>
        <PreviewTable verdicts={verdicts} url={page.url} language={language} />
      </section>
    </>
  )
}

function Facts({ preview: { page }, language }: { preview: Preview; language: Language }) {
  const text = catalogue(language).console.previews
  return (
    <dl class="read" aria-label={text.facts}>
      <dt>{text.page}</dt>
      <dd>
        <bdi dir="ltr">{page.url}</bdi> <bdi class="muted">{pageFigures(page)}</bdi>{' '}
        {page.redirects > 0 && text.redirects(page.redirects)}
      </dd>
      {Object.values(page.images).map((image) => (
        <>
          <dt>{text.picture}</dt>
          <dd>
            <bdi dir="ltr">{image.url}</bdi> <bdi class="muted">{pictureFigures(image)}</bdi>
          </dd>
        </>
      ))}
    </dl>
  )
}

function pageFigures({ status, ms, bytes, sentType, charset }: PageFacts): string {
  return [status || '–', secondText(ms), byteText(bytes), sentType, charset].filter(Boolean).join(' · ')
}

function pictureFigures(image: ImageFacts): string {
  const size = image.width > 0 ? sizeText(image) : ''
  const { status, type, bytes, ms } = image
  return [status || '–', size, type, byteText(bytes), secondText(ms)].filter(Boolean).join(' · ')
}

function Tasks({ preview: { verdicts }, language }: { preview: Preview; language: Language }) {
  const text = catalogue(language).console.previews
  const tasks = tasksOf(verdicts)
  return (
    <section>
      <h2>{text.todo}</h2>
      {tasks.length === 0 && <p>{text.nothingToDo}</p>}
      <ol class="tasks">
        {tasks.map(({ code, severity, findings }) => (
          <li class={severity}>
            <p>
              <span class={`badge ${severity}`}>{text.verdict[severity]}</span> <b>{text.advice[code]}</b>
            </p>
            {findings.map(({ fault, clients }) => (
              <p class="small">
                <bdi>{faultSentence(fault, language)}</bdi>{' '}
                <span class="muted">
                  {`– ${clientList(clients, verdicts.length, language)}`}
                  {fault.source === '2' || fault.source === 'K' ? ` (${text.unsure})` : ''}
                </span>
              </p>
            ))}
          </li>
        ))}
      </ol>
    </section>
  )
}
