import type { Child } from 'hono/jsx'

/** What may be wider than the page. Focusable, so that the keyboard can scroll it sideways (WCAG 2.1.1). */
export function Scroll({ label, children }: { label: string; children: Child }) {
  return (
    <section class="scroll" aria-label={label} tabindex={0}>
      {children}
    </section>
  )
}
