import type { RetentionKey } from '../features/retention.ts'
import { RETENTION } from '../features/retention.ts'
import { COOKIES } from '../http/cookies.ts'
import { SECOND } from '../kernel/clock.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { type LanguageHrefs, PageHeader } from '../ui/page-header.tsx'
import { Shell } from '../ui/shell.tsx'
import { duration } from './duration.ts'
import type { PageProps } from './page.ts'

export interface PrivacyPageProps extends PageProps {
  /** The newspaper that answers for it. */
  paper: string
  ownPageHref: string
  /** Whether the paper has a service of its own look at comments first. */
  asksOutside: boolean
  languageHrefs: LanguageHrefs
}

/** In the order in which a reader would ask. */
const KINDS = Object.keys(RETENTION) as RetentionKey[]

/**
 * What is kept about readers and how they get rid of it. X and Facebook ask an app for the address of this page, and
 * Meta for instructions how to have data deleted: `#delete-facebook`.
 */
export function PrivacyPage({ paper, ownPageHref, asksOutside, languageHrefs, ...page }: PrivacyPageProps) {
  const { language } = page
  const words = catalogue(language).reader.privacy
  return (
    <Shell {...page} head={{ title: `${words.title} · ${paper}` }} page="reading">
      <PageHeader language={language} name={paper} href={null} languageHrefs={languageHrefs} />
      <main class="rules privacy">
        <h1>{words.title}</h1>
        <p>{words.intro(paper)}</p>
        <p>{words.short}</p>
        <Contents language={language} />
        <Kept language={language} />
        <Cookies language={language} />
        <h2 id="seen">{words.seenTitle}</h2>
        <Items items={asksOutside ? seenOutsideToo(words) : words.seen} />
        <h2 id="rights">{words.rightsTitle}</h2>
        <Items items={words.rights} />
        <p>
          <a class="button" href={ownPageHref}>
            {words.openOwnPage}
          </a>
        </p>
        <Deleting language={language} />
        <h2 id="contact">{words.contactTitle}</h2>
        <p>{words.contact(paper)}</p>
      </main>
    </Shell>
  )
}

/** The last one says “nobody else”. */
function seenOutsideToo({ seen, seenOutside }: { seen: readonly string[]; seenOutside: string }): string[] {
  return [...seen.slice(0, -1), seenOutside, ...seen.slice(-1)]
}

function Contents({ language }: { language: Language }) {
  const words = catalogue(language).reader.privacy
  const places = {
    kept: words.keptTitle,
    cookies: words.cookiesTitle,
    seen: words.seenTitle,
    rights: words.rightsTitle,
    delete: words.deleteTitle,
    contact: words.contactTitle,
  }
  return (
    <nav class="contents" aria-label={words.contents}>
      <ul>
        {Object.entries(places).map(([id, title]) => (
          <li>
            <a href={`#${id}`}>{title}</a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Kept({ language }: { language: Language }) {
  const words = catalogue(language).reader.privacy
  return (
    <>
      <h2 id="kept">{words.keptTitle}</h2>
      <p>{words.keptIntro}</p>
      <ul class="kept-list">
        {KINDS.map((kind) => {
          const { what, why, until } = words.kept[kind]
          const { keptMs } = RETENTION[kind]
          return (
            <li>
              <h3>{what}</h3>
              <p>{why}</p>
              <p class="hint">
                <b>{words.keptUntil}</b> {until(keptMs === null ? '' : duration(keptMs, language))}
              </p>
            </li>
          )
        })}
      </ul>
      <h3>{words.providerTitle}</h3>
      <p>{words.provider}</p>
    </>
  )
}

function Cookies({ language }: { language: Language }) {
  const words = catalogue(language).reader.privacy
  return (
    <>
      <h2 id="cookies">{words.cookiesTitle}</h2>
      <p>{words.cookiesIntro}</p>
      <dl class="cookies">
        {(['reader', 'login', 'enrol', 'staff'] as const).map((kind) => (
          <div>
            <dt>
              <code>{`__Host-${COOKIES[kind].name}`}</code>
            </dt>
            <dd>
              {words.cookies[kind]} <b>{words.keptUntil}</b>{' '}
              {duration(COOKIES[kind].maxAgeS * SECOND, language)}
            </dd>
          </div>
        ))}
      </dl>
      <p>{words.storage}</p>
      <p>{words.noThirdParty}</p>
    </>
  )
}

/** Here, then what is to be done at the provider. */
function Deleting({ language }: { language: Language }) {
  const words = catalogue(language).reader.privacy
  return (
    <>
      <h2 id="delete">{words.deleteTitle}</h2>
      <p>{words.deleteIntro}</p>
      <Steps steps={words.deleteSteps} />
      <p>{words.deleteResult}</p>
      <section id="delete-x">
        <h3>{words.deleteXTitle}</h3>
        <Steps steps={words.deleteXSteps} />
      </section>
      <section id="delete-facebook">
        <h3>{words.deleteFacebookTitle}</h3>
        <Steps steps={words.deleteFacebookSteps} />
        <p>{words.deleteFacebookNote}</p>
      </section>
    </>
  )
}

function Steps({ steps }: { steps: readonly string[] }) {
  return (
    <ol class="steps">
      {steps.map((step) => (
        <li>{step}</li>
      ))}
    </ol>
  )
}

function Items({ items }: { items: readonly string[] }) {
  return (
    <ul class="items">
      {items.map((item) => (
        <li>{item}</li>
      ))}
    </ul>
  )
}
