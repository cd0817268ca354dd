import { Problem } from '../../kernel/errors.ts'
import { parse } from '../../kernel/parse.ts'
import { LANGUAGES } from '../../locales/language.ts'
import type { Ports } from '../ports.ts'
import { lists, offeredLanguages, type Site, type SiteInput, siteInput } from './model.ts'

/** Who is at the desk; a member of the desk of this site, as `Actor` has it. */
export interface SiteAdmin {
  type: string
  siteId?: string
  accountId?: string
  role?: string
}

/** What an admin sets for the whole site from the console. The rest is the operator's. */
export type SiteSettings = Pick<
  Required<SiteInput>,
  | 'title'
  | 'timeZone'
  | 'mode'
  | 'newcomerThreshold'
  | 'rates'
  | 'closeAfterDays'
  | 'holdReports'
  | 'outsideCheck'
>

export interface SiteDesk {
  /**
   * `revision` is the one that was on the screen.
   * @throws {Problem} `not-allowed`, `invalid-field`, `stale-settings` when something was changed meanwhile
   */
  changeSettings(actor: SiteAdmin, revision: number, settings: SiteSettings): Promise<void>
  /** Whether anything new is taken on the whole site. Works whatever else changes. @throws {Problem} `not-allowed` */
  pause(actor: SiteAdmin, paused: boolean): Promise<void>
}

export function createSiteDesk({ stores, events }: Ports): SiteDesk {
  return {
    async changeSettings(actor, seen, settings) {
      const { siteId, byId } = requireAdmin(actor)
      const site = await stores.sites.byId(siteId)
      if (!site) throw new Problem('not-found')
      requireNames(site, settings)
      const { id, revision: _revision, createdAt, ...current } = site
      const parsed = parse(siteInput, { ...current, ...lists(current), ...settings })
      const next: Site = { ...parsed, id, createdAt, paused: current.paused, revision: seen }
      if ((await stores.sites.update(next, seen)) === 'stale') throw new Problem('stale-settings')
      events.emit('site.changed', { siteId })
      events.emit('desk.changed', {
        siteId,
        byId,
        what: 'site',
        subjectId: siteId,
        change: differences(site, next),
      })
    },

    async pause(actor, paused) {
      const { siteId, byId } = requireAdmin(actor)
      if ((await stores.sites.setPaused(siteId, paused)) === 'unchanged') return
      events.emit('site.changed', { siteId })
      events.emit('desk.changed', { siteId, byId, what: 'site', subjectId: siteId, change: { paused } })
    },
  }
}

function requireAdmin({ type, siteId, accountId, role }: SiteAdmin): { siteId: string; byId: string } {
  if (type !== 'staff' || role !== 'admin' || siteId === undefined || accountId === undefined)
    throw new Problem('not-allowed')
  return { siteId, byId: accountId }
}

/** In which languages the paper is offered is the operator's: a name for each, and none beside. */
function requireNames(site: Site, { title }: SiteSettings): void {
  const offered = offeredLanguages(site)
  const wrong = LANGUAGES.find((language) => offered.includes(language) !== Boolean(title[language]?.trim()))
  if (wrong) throw new Problem('invalid-field', { field: `title.${wrong}` })
}

/** The new values of what has changed. */
function differences(before: Site, after: Site): Record<string, unknown> {
  const changed = Object.entries(after).filter(
    ([name, value]) =>
      name !== 'revision' && JSON.stringify(value) !== JSON.stringify(before[name as keyof Site]),
  )
  return Object.fromEntries(changed)
}
