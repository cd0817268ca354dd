import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { SHARE_TARGETS, type Shared, type ShareTarget, shareHref } from '../ui/share-links.ts'
import { Said } from './sheet.tsx'

interface ShareSheetProps {
  language: Language
  shared: Shared
  /** This page, which sends on to the reader's Mastodon server. */
  action: string
  /** What was typed as a server, when it was none. */
  noServer: string | null
}

/** Ways to share. What needs a script is not there without one. */
export function ShareSheet({ language, shared, action, noServer }: ShareSheetProps) {
  const { share } = catalogue(language).acts
  const link = (target: ShareTarget) => (
    <li>
      <a
        class="way-out"
        href={shareHref(target, shared)}
        target={target === 'email' ? undefined : '_blank'}
        rel="noopener noreferrer"
      >
        {share.targets[target]}
      </a>
    </li>
  )
  const [x, facebook, ...others] = SHARE_TARGETS
  return (
    <>
      <p class="address">
        <input
          class="field"
          readonly
          value={shared.url}
          aria-label={share.address}
          data-part="text"
          data-failed={share.notCopied}
        />
        <CopyButton class="button strong" done={share.copied}>
          {share.copy}
        </CopyButton>
      </p>
      <Said />
      <ul class="ways-out" aria-label={share.to}>
        <li>
          <button
            type="button"
            class="way-out"
            hidden
            data-part="system"
            data-text={shared.quote(shared.text)}
            data-url={shared.url}
          >
            {share.system}
          </button>
        </li>
        {link(x)}
        {link(facebook)}
        <li>
          <CopyButton class="way-out" done={share.kakaoCopied}>
            {share.kakao}
          </CopyButton>
        </li>
        {others.map(link)}
      </ul>
      <p class="hint by-hand">{share.kakaoByHand}</p>
      <form method="post" action={action} target="_blank" rel="noopener" class="server">
        <input type="hidden" name="lang" value={language} />
        {noServer !== null && (
          <p class="note bad" role="alert">
            {share.noServer}
          </p>
        )}
        <label for="server">{share.server}</label>
        <p class="address">
          <input
            class="field"
            id="server"
            name="server"
            required
            maxlength={200}
            autocapitalize="none"
            spellcheck={false}
            placeholder="mastodon.social"
            value={noServer ?? ''}
          />
          <button class="button" type="submit">
            {share.toServer}
          </button>
        </p>
      </form>
    </>
  )
}

/** Copies what the sheet shows as `text`. Without a script there is only selecting it. */
export function CopyButton(props: { class: string; done: string; children: string }) {
  return (
    <button
      type="button"
      class={`${props.class} scripted`}
      data-copy="[data-part=text]"
      data-done={props.done}
    >
      {props.children}
    </button>
  )
}
