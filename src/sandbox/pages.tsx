import { COOP_VALUES, type Coop } from './context.ts'
import type { Fault } from './faults.ts'
import { document } from './layout.tsx'
import { PERSONAS, type Persona } from './personas.ts'

const PROVIDER_TITLES = { x: 'X', facebook: 'Facebook' } as const

/** Where a person picks who to be. A plain form: it posts to its own address, parameters included. */
export function personaPage(page: {
  provider: 'x' | 'facebook'
  clientId: string
  scopes: readonly string[]
  faults: readonly Fault[]
}) {
  const title = `Sign in with ${PROVIDER_TITLES[page.provider]}`
  return document(
    title,
    <>
      <h1>{title}</h1>
      <p>
        <strong>{page.clientId}</strong> would like to read: {page.scopes.join(', ')}. Who are you?
      </p>
      <form method="post">
        <ul class="people">
          {PERSONAS.map((persona) => (
            <PersonaRow persona={persona} />
          ))}
        </ul>
        <p class="fault">
          <label for="fault">What goes wrong afterwards</label>
          <select id="fault" name="fault">
            <option value="">Nothing</option>
            {page.faults.map((fault) => (
              <option value={fault.key}>{fault.label}</option>
            ))}
          </select>
        </p>
        <p>
          <button type="submit" class="plain" name="deny" value="1">
            Cancel
          </button>
        </p>
      </form>
    </>,
  )
}

function PersonaRow({ persona }: { persona: Persona }) {
  const noteId = `note-${persona.key}`
  return (
    <li>
      <button
        type="submit"
        name="persona"
        value={persona.key}
        lang={persona.language}
        aria-describedby={noteId}
      >
        <img src={`/avatars/${persona.key}.svg`} alt="" width="40" height="40" />
        <bdi>{persona.name}</bdi>
      </button>
      <span id={noteId} class="note">
        {persona.note}
      </span>
    </li>
  )
}

/** The paper's own page: each member's button posts a token of theirs to the service. */
export function membersPage(page: {
  members: readonly { persona: Persona; token: string }[]
  state: string
  callback: string
}) {
  return document(
    'Members of the paper',
    <>
      <h1>Members of the paper</h1>
      <p>A newspaper asks its own members to log in here. Choose who you are.</p>
      <ul class="people">
        {page.members.map(({ persona, token }) => (
          <li>
            <form method="post" action={page.callback}>
              <input type="hidden" name="state" value={page.state} />
              <input type="hidden" name="token" value={token} />
              <button type="submit" lang={persona.language}>
                <bdi>{persona.name}</bdi>
              </button>
            </form>
            <span class="note">{persona.note}</span>
          </li>
        ))}
      </ul>
      <p>
        <a href={`${page.callback}?${new URLSearchParams({ error: 'access_denied', state: page.state })}`}>
          Cancel
        </a>
      </p>
    </>,
  )
}

export function refusedSignOnPage() {
  return document(
    'Request refused',
    <>
      <h1>The paper knows no such service</h1>
      <p>The address to post to is not that of the service, or the state is missing.</p>
    </>,
  )
}

/** An authorization request that a provider would not even show a choice for. */
export function refusedPage(provider: 'x' | 'facebook', reason: string) {
  return document(
    'Request refused',
    <>
      <h1>{PROVIDER_TITLES[provider]} would refuse this request</h1>
      <p>{reason}</p>
      <p>Nothing is sent back to the service: its redirect address may be wrong as well.</p>
    </>,
  )
}

export function homePage(coop: Coop) {
  return document(
    'Stand-ins for X and Facebook',
    <>
      <h1>Stand-ins for X and Facebook</h1>
      <p>Start at the service and choose a sign-in button; it leads here.</p>
      <form method="post" action="/settings">
        <fieldset>
          <legend>Cross-Origin-Opener-Policy of the sign-in pages</legend>
          {COOP_VALUES.map((value) => (
            <label class="choice">
              <input type="radio" name="coop" value={value} checked={value === coop} /> {value}
            </label>
          ))}
        </fieldset>
        <button type="submit" class="plain">
          Apply
        </button>
      </form>
      <h2>Afterwards</h2>
      <ul>
        <li>
          <a href="/facebook">Facebook: remove the app, or ask for one’s data to be deleted</a>
        </li>
        <li>
          <a href="/x/apps">X: what happens when an app is revoked</a>
        </li>
      </ul>
      <h2>People</h2>
      <ul class="people">
        {PERSONAS.map((persona) => (
          <li>
            <bdi lang={persona.language}>{persona.name}</bdi> <span class="note">{persona.note}</span>
          </li>
        ))}
      </ul>
    </>,
  )
}

export function missingPage() {
  return document('Not found', <h1>Nothing here</h1>)
}

/** A coloured disc with the handle's first letter, which any font has; people without a picture get a grey one. */
export function avatar(persona: Persona) {
  const hue = (Number(persona.xId.slice(-4)) * 47) % 360
  const fill = persona.hasAvatar ? `hsl(${hue} 45% 35%)` : '#767676'
  return (
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40" width="40" height="40">
      <title>{persona.name}</title>
      <circle cx="20" cy="20" r="20" fill={fill} />
      <text x="20" y="26" text-anchor="middle" font-family="sans-serif" font-size="17" fill="#fff">
        {persona.hasAvatar ? persona.xHandle.slice(0, 1).toUpperCase() : '?'}
      </text>
    </svg>
  )
}
