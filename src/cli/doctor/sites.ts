import { callbackUrls } from '../callbacks.ts'
import { type Check, type Finding, fail, ok, warn } from './check.ts'

export const sites: Check<'composition'> = {
  name: 'sites',
  async look({ composition }) {
    const { sites, policy, accounts } = composition.services
    const findings: Finding[] = []
    for (const { id, key, origins } of await sites.list()) {
      const versions = await policy.list(id)
      const people = await accounts.people({ type: 'system', siteId: id })
      const faults = [
        ...(origins.length === 0
          ? [fail(`${key} has no origin`, `brevier site update ${key} --origin https://…`)]
          : []),
        ...(versions.length === 0
          ? [fail(`${key} has no policy, so nobody can write`, `brevier policy publish ${key} policy.json`)]
          : []),
        ...(people.some(({ account }) => account.role === 'admin')
          ? []
          : [warn(`${key} has no administrator`, `brevier staff invite ${key} --role admin`)]),
      ]
      findings.push(
        ...(faults.length > 0 ? faults : [ok(`${key}: ${origins.join(' ')}, policy ${versions.length}`)]),
      )
    }
    if (findings.length > 0) return findings
    return [fail('there is no paper yet', 'brevier site add KEY --title "…" --origin https://…')]
  },
}

/** Nothing to judge from here: for the eye, to compare with the developer consoles to the character. */
export const callbacks: Check<'config'> = {
  name: 'callbacks',
  look: ({ config }) => callbackUrls(config).map(({ what, url }) => ok(`${what}: ${url}`)),
}
