import type { ProviderName } from '../features/accounts/model.ts'

/** Drawings that accompany words, never replace them: hidden from screen readers. */
const PATHS = {
  x: 'M18.2 2.3h3.3l-7.2 8.2 8.5 11.2h-6.7l-5.2-6.8-6 6.8H1.6l7.7-8.8L1.2 2.3h6.8l4.7 6.2zm-1.2 17.5h1.8L7 4.1H5.1z',
  facebook:
    'M24 12a12 12 0 1 0-13.9 11.9v-8.4H7.1V12h3V9.4c0-3 1.8-4.7 4.5-4.7 1.3 0 2.7.2 2.7.2v3h-1.5c-1.5 0-2 .9-2 1.9V12h3.4l-.5 3.5h-2.8v8.4A12 12 0 0 0 24 12',
} as const

const LINES = {
  lock: 'M7.5 10.5V7.2a4.5 4.5 0 0 1 9 0v3.3M6 10.5h12a1.5 1.5 0 0 1 1.5 1.5v7.5A1.5 1.5 0 0 1 18 21H6a1.5 1.5 0 0 1-1.5-1.5V12A1.5 1.5 0 0 1 6 10.5z',
  share: 'M12 15V3.5m0 0L7.5 8M12 3.5 16.5 8M5 12.5v7A1.5 1.5 0 0 0 6.5 21h11a1.5 1.5 0 0 0 1.5-1.5v-7',
  link: 'M10 14a4.2 4.2 0 0 0 6 0l3.5-3.5a4.2 4.2 0 0 0-6-6L12 6m2 4a4.2 4.2 0 0 0-6 0l-3.5 3.5a4.2 4.2 0 0 0 6 6L12 18',
  print: 'M7 8.5V3.5h10v5M7 17H4.5v-7A1.5 1.5 0 0 1 6 8.5h12a1.5 1.5 0 0 1 1.5 1.5v7H17M7 14h10v6.5H7z',
  comment: 'M4 5h16v11.5h-8.5L7 20.5v-4H4z',
} as const

/** A provider's sign; a plain lock for one whose sign we do not draw. */
export function ProviderIcon({ name }: { name: ProviderName }) {
  return <Icon name={name === 'x' || name === 'facebook' ? name : 'lock'} size={16} />
}

export type IconName = keyof typeof PATHS | keyof typeof LINES

export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  const isSolid = name === 'x' || name === 'facebook'
  return (
    <svg
      class={isSolid ? 'icon solid' : 'icon'}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      aria-hidden="true"
    >
      <path d={isSolid ? PATHS[name] : LINES[name]} />
    </svg>
  )
}
