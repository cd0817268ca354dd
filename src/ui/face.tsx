import { faceColour, initials } from '../kernel/initials.ts'

/** A round mark with initials: no picture of a provider is shown or fetched. Says nothing to screen readers. */
export function Face({ accountId, name }: { accountId: string; name: string }) {
  return (
    <span class={`face face-${faceColour(accountId)}`} aria-hidden="true">
      {initials(name)}
    </span>
  )
}
