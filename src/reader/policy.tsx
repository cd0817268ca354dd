import type { PolicyVersion } from '../features/policy/model.ts'
import { catalogue } from '../locales/index.ts'
import { wordsIn } from '../locales/language.ts'
import { PageFoot } from '../ui/page-foot.tsx'
import { type LanguageHrefs, PageHeader } from '../ui/page-header.tsx'
import { Said } from '../ui/said.tsx'
import { Shell } from '../ui/shell.tsx'
import { Time } from '../ui/time.tsx'
import type { PageProps } from './page.ts'
import { type PolicyHistory, PolicyNotice, PolicyVersions } from './policy-versions.tsx'

export interface PolicyPageProps extends PageProps, PolicyHistory {
  /** The newspaper whose policy this is. */
  paper: string
  timeZone: string
  policy: PolicyVersion
  languageHrefs: LanguageHrefs
}

/** The Standards Board Policy; every clause has an address of its own. */
export function PolicyPage({
  paper,
  timeZone,
  policy,
  languageHrefs,
  siteKey,
  versions,
  compared,
  ...page
}: PolicyPageProps) {
  const { language } = page
  const words = catalogue(language).reader.policy
  const history = { language, timeZone, policy, siteKey, versions, compared }
  return (
    <Shell {...page} head={{ title: `${wordsIn(policy.title, language)} · ${paper}` }} page="reading">
      <PageHeader language={language} name={paper} href={null} languageHrefs={languageHrefs} />
      <main class="rules">
        <h1>
          <Said text={policy.title} language={language} />
        </h1>
        <p class="hint">
          {words.version(policy.version)} ·{' '}
          <Time at={policy.publishedAt} {...{ language, timeZone }} dateOnly />
        </p>
        <PolicyNotice {...history} />
        <p class="lines">
          <Said text={policy.introduction} language={language} />
        </p>
        <h2>{words.clauses}</h2>
        <ol class="clauses">
          {policy.clauses.map(({ id, title: name, text, severity }) => (
            <li id={id}>
              <h3>
                <a class="clause-id" href={`#${id}`} aria-label={words.linkTo(id)}>
                  {id}
                </a>{' '}
                <Said text={name} language={language} />
              </h3>
              <p class="lines">
                <Said text={text} language={language} />
              </p>
              <p class="hint">
                <span class={`dots dots-${severity}`} aria-hidden="true">
                  {'●'.repeat(severity)}
                  {'○'.repeat(4 - severity)}
                </span>{' '}
                {words.severity}: {words.severities[severity]}
              </p>
            </li>
          ))}
        </ol>
        {policy.process.length > 0 && <h2>{words.process}</h2>}
        {policy.process.map(({ id, title: name, text }) => (
          <section id={id}>
            <h3>
              <Said text={name} language={language} />
            </h3>
            <p class="lines">
              <Said text={text} language={language} />
            </p>
          </section>
        ))}
        <PolicyVersions {...history} />
      </main>
      <PageFoot language={language} siteKey={siteKey} />
    </Shell>
  )
}
