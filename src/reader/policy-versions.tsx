import type { PolicyComparison, PolicyVersion } from '../features/policy/model.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { PolicyChanges } from '../ui/policy-changes.tsx'
import { Said } from '../ui/said.tsx'
import { Time } from '../ui/time.tsx'

export interface PolicyHistory {
  siteKey: string
  /** Newest first. */
  versions: readonly Pick<PolicyVersion, 'version' | 'publishedAt'>[]
  /** With which version this one is compared. */
  compared: { version: number; comparison: PolicyComparison } | null
}

interface HistoryProps extends PolicyHistory {
  language: Language
  timeZone: string
  policy: PolicyVersion
}

/** What the paper says about this version, and what it changed. */
export function PolicyNotice({ language, policy, siteKey, compared }: HistoryProps) {
  const words = catalogue(language).reader.desk
  const { version, notice } = policy
  return (
    <>
      {notice && (
        <section class="note wait policy-notice" aria-label={words.whatChanges}>
          <b>{words.whatChanges}</b>
          <p class="lines">
            <Said text={notice} language={language} />
          </p>
        </section>
      )}
      {version > 1 && !compared && (
        <p>
          <a href={policyHref(siteKey, language, version, version - 1)}>{words.compareWith(version - 1)}</a>
        </p>
      )}
      {compared && (
        <section class="compared">
          <h2>{words.comparedWith(compared.version)}</h2>
          <PolicyChanges comparison={compared.comparison} language={language} shown={[language]} />
        </section>
      )}
    </>
  )
}

/** Every version stays readable: comments are judged under the one they were written under. */
export function PolicyVersions({ language, timeZone, policy, siteKey, versions }: HistoryProps) {
  const words = catalogue(language).reader
  return (
    <section>
      <h2>{words.desk.versions}</h2>
      <ul class="versions">
        {versions.map(({ version, publishedAt }) => (
          <li>
            <a
              href={policyHref(siteKey, language, version)}
              aria-current={version === policy.version ? 'page' : undefined}
            >
              {words.policy.version(version)}
            </a>{' '}
            <span class="hint">
              <Time at={publishedAt} {...{ language, timeZone }} dateOnly />
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function policyHref(siteKey: string, language: Language, version: number, compare?: number): string {
  const query = new URLSearchParams({ site: siteKey, lang: language })
  if (compare !== undefined) query.set('compare', `${compare}`)
  return `/policy/${version}?${query}`
}
