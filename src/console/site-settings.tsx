import { MODERATION_MODES, offeredLanguages, type Site } from '../features/sites/model.ts'
import { catalogue } from '../locales/index.ts'
import { LANGUAGES, type Language, type Localized } from '../locales/language.ts'
import type { ProblemShown } from '../ui/problem-note.tsx'
import { LocalizedFields, NumberField } from './fields.tsx'
import { ConsoleLayout, type ConsolePageProps } from './layout.tsx'
import { type QueueView, settingsHref, siteSettingsHref } from './links.ts'
import { LangField } from './person-row.tsx'
import { SaveProblem } from './stale-note.tsx'

export const SITE_ACTS = ['saved', 'paused', 'resumed'] as const
export type SiteAct = (typeof SITE_ACTS)[number]

/** The form's fields as they are typed. */
export interface SiteFields {
  title: Localized
  timeZone: string
  mode: string
  newcomerThreshold: string
  perArticle: string
  perDay: string
  secondsBetween: string
  closeAfterDays: string
  holdReports: string
  outsideCheck: string
}

export interface SiteSettingsProps extends ConsolePageProps {
  view: QueueView
  site: Site
  fields: SiteFields
  done: SiteAct | null
  problem: ProblemShown | null
}

/** What holds for the whole paper. */
export function SiteSettingsPage(props: SiteSettingsProps) {
  const { language, timeZone, done, problem, view } = props
  const words = catalogue(language).console.pages.site
  return (
    <ConsoleLayout {...props} current="settings" title={words.title} languageHref={siteSettingsHref}>
      <main id="case" class="sheet" tabindex={-1}>
        <p>
          <a href={settingsHref(view.language)}>{words.own}</a>
        </p>
        <h1>{words.title}</h1>
        <p class="notice" role="status">
          {done && words.done[done]}
        </p>
        <SaveProblem {...{ problem, language, timeZone }} labels={labelsOf(language)} />
        <Pause {...props} />
        <Settings {...props} />
      </main>
    </ConsoleLayout>
  )
}

/** What the page calls the settings, by the names that a refusal gives them. */
function labelsOf(language: Language): Record<string, string> {
  const words = catalogue(language).console.pages.site
  const names = LANGUAGES.map((each) => [`title.${each}`, `${words.name} · ${catalogue(each).name}`])
  return {
    ...Object.fromEntries(names),
    timeZone: words.timeZone,
    newcomerThreshold: words.threshold,
    closeAfterDays: words.closeAfter,
    holdReports: words.holdReports,
    'rates.perArticle': words.perArticle,
    'rates.perDay': words.perDay,
    'rates.secondsBetween': words.secondsBetween,
    'outsideCheck.url': words.outsideUrl,
  }
}

/** One press, and what it does in words beside it. */
function Pause({ language, site, view }: SiteSettingsProps) {
  const words = catalogue(language).console.pages.site
  return (
    <section>
      <h2>{words.pauseTitle}</h2>
      {site.paused && <p class="note bad">{words.isPaused}</p>}
      <form class="act" method="post" action="/console/settings/site/pause">
        <LangField lang={view.language} />
        <button
          class={`button ${site.paused ? 'strong' : 'reject'}`}
          name="paused"
          value={site.paused ? 'no' : 'yes'}
          type="submit"
        >
          {site.paused ? words.resume : words.pause}
        </button>
        <p class="muted small">{site.paused ? words.resumeHelp : words.pauseHelp}</p>
      </form>
    </section>
  )
}

function Settings(props: SiteSettingsProps) {
  const { language, site, fields, view } = props
  const words = catalogue(language).console.pages.site
  return (
    <form class="editor" method="post" action="/console/settings/site">
      <LangField lang={view.language} />
      <input type="hidden" name="revision" value={site.revision} />
      <section>
        <h2>{words.paper}</h2>
        <LocalizedFields
          language={language}
          name="title"
          label={words.name}
          value={fields.title}
          languages={offeredLanguages(site)}
        />
        <TextField name="timeZone" label={words.timeZone} value={fields.timeZone} help={words.timeZoneHelp} />
      </section>
      <Moderation {...props} />
      <section>
        <h2>{words.rates}</h2>
        <div class="pair">
          <NumberField
            name="perArticle"
            label={words.perArticle}
            value={fields.perArticle}
            min={1}
            max={10_000}
          />
          <NumberField name="perDay" label={words.perDay} value={fields.perDay} min={1} max={100_000} />
          <NumberField
            name="secondsBetween"
            label={words.secondsBetween}
            value={fields.secondsBetween}
            min={0}
            max={86_400}
          />
        </div>
      </section>
      <section>
        <h2>{words.outside}</h2>
        <TextField
          name="outsideCheck"
          label={words.outsideUrl}
          value={fields.outsideCheck}
          help={words.outsideHelp}
        />
      </section>
      <p class="row">
        <button class="button strong" type="submit">
          {words.save}
        </button>
      </p>
    </form>
  )
}

function Moderation({ language, fields }: SiteSettingsProps) {
  const words = catalogue(language).console.pages.site
  return (
    <section>
      <h2>{words.moderation}</h2>
      <fieldset class="choices">
        <legend class="unseen">{words.moderation}</legend>
        {MODERATION_MODES.map((mode) => (
          <label>
            <input type="radio" name="mode" value={mode} checked={fields.mode === mode} /> {words.modes[mode]}
          </label>
        ))}
      </fieldset>
      <div class="pair">
        <NumberField
          name="newcomerThreshold"
          label={words.threshold}
          value={fields.newcomerThreshold}
          min={1}
          max={100}
          help={words.thresholdHelp}
        />
        <NumberField
          name="closeAfterDays"
          label={words.closeAfter}
          value={fields.closeAfterDays}
          min={1}
          max={3_650}
          help={words.closeAfterHelp}
        />
        <NumberField
          name="holdReports"
          label={words.holdReports}
          value={fields.holdReports}
          min={1}
          max={1_000}
          help={words.holdReportsHelp}
        />
      </div>
    </section>
  )
}

function TextField({
  name,
  label,
  value,
  help,
}: {
  name: string
  label: string
  value: string
  help: string
}) {
  return (
    <div class="one-field">
      <label for={name}>{label}</label>
      <input
        id={name}
        name={name}
        class="field"
        type="text"
        value={value}
        aria-describedby={`${name}-help`}
      />
      <p id={`${name}-help`} class="muted small">
        {help}
      </p>
    </div>
  )
}
