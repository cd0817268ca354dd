import type { StaffRole } from '../features/accounts/model.ts'
import type { QueueSummary } from '../features/moderation/model.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { deskHref, type QueueView, queueHref } from './links.ts'

/**
 * From which width an item stands in the row: 1 always, 2 on a tablet, 3 on a desk, 4 never. What does not stand
 * there, and is not the page that is open, is behind "More".
 */
type Rank = 1 | 2 | 3 | 4

interface NavItem {
  name: string
  href: (view: QueueView) => string
  rank: Rank
  /** Who sees it; everybody of the desk where it is left out. */
  roles?: readonly StaffRole[]
  /** Open work behind it. */
  count?: (summary: QueueSummary) => number
}

const to =
  (path: string) =>
  ({ language }: QueueView) =>
    deskHref(path, language)

/** Every page of the desk, in the order in which it is shown. */
const NAVIGATION = [
  { name: 'queue', href: (view) => queueHref(view), rank: 1, count: ({ waiting }) => waiting },
  { name: 'appeals', href: to('/console/appeals'), rank: 2, count: ({ openAppeals }) => openAppeals },
  {
    name: 'notices',
    href: to('/console/notices'),
    rank: 2,
    roles: ['senior', 'admin'],
    count: ({ openNotices }) => openNotices,
  },
  { name: 'writers', href: to('/console/writers'), rank: 3 },
  { name: 'articles', href: to('/console/articles'), rank: 3 },
  { name: 'words', href: to('/console/words'), rank: 4 },
  { name: 'policy', href: to('/console/policy'), rank: 4 },
  { name: 'previews', href: to('/console/previews'), rank: 4 },
  { name: 'log', href: to('/console/log'), rank: 3 },
  { name: 'report', href: to('/transparency'), rank: 4 },
  { name: 'statistics', href: to('/console/statistics'), rank: 4 },
  { name: 'people', href: to('/console/people'), rank: 4, roles: ['admin'] },
  { name: 'settings', href: to('/console/settings'), rank: 4 },
] as const satisfies readonly NavItem[]

export type NavName = (typeof NAVIGATION)[number]['name']

interface NavigationProps {
  language: Language
  role: StaffRole
  summary: QueueSummary
  current: NavName | 'comments'
  view: QueueView
  /** Legal clocks that run out soon. */
  pressing?: number | undefined
}

/** The pages that a role may open. */
export function pagesFor(role: StaffRole) {
  return NAVIGATION.filter((item: NavItem) => item.roles?.includes(role) ?? true)
}

/** The row of pages; every item is in both lists, and the width decides in which of them it is seen. */
export function Navigation(props: NavigationProps) {
  const { language, role, summary } = props
  const { menu } = catalogue(language).console.pages
  const items = pagesFor(role)
  const hidden = items.filter((item: NavItem) => item.rank === 2 && item.count)
  const hiddenWork = hidden.reduce((sum, item: NavItem) => sum + (item.count?.(summary) ?? 0), 0)
  return (
    <nav class="pages" aria-label={catalogue(language).console.nav}>
      <ul class="row-pages">
        {items.map((item) => (
          <Item {...props} item={item} />
        ))}
      </ul>
      <details class="more-pages">
        <summary>
          {menu.more} {hiddenWork > 0 && <span class="count rank-2">{hiddenWork}</span>}
        </summary>
        <ul>
          {items.map((item) => (
            <Item {...props} item={item} />
          ))}
        </ul>
      </details>
    </nav>
  )
}

function Item({
  language,
  summary,
  current,
  view,
  item,
  pressing = 0,
}: NavigationProps & { item: (typeof NAVIGATION)[number] }) {
  const { menu } = catalogue(language).console.pages
  const { name, rank, href, count }: NavItem & { name: NavName } = item
  const isCurrent = name === current
  const work = count?.(summary) ?? 0
  return (
    <li class={isCurrent ? 'here' : `rank-${rank}`}>
      <a href={href(view)} aria-current={isCurrent ? 'page' : undefined}>
        {menu[name]} {(work > 0 || name === 'queue') && <span class="count">{work}</span>}
        {name === 'notices' && pressing > 0 && (
          <span class="pressing">{catalogue(language).legal.desk.pressing(pressing)}</span>
        )}
      </a>
    </li>
  )
}
