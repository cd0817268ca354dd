import { part, show } from '../dom.ts'
import { ask, text } from '../http.ts'
import { newSecret, sha256Hex } from '../secret.ts'

/**
 * The popup's first page. Tells the opener attempt and secret while it still can, and only then leaves: the
 * provider's headers may cut the two windows apart for good.
 */
async function start(root: HTMLElement): Promise<void> {
  const opener = ownOpener()
  const provider = root.dataset['provider'] ?? ''
  const lang = root.dataset['lang'] ?? ''
  if (!opener) {
    // Opened by a frame whose page forbids it to know its windows: sign-in goes on over there.
    window.close()
    return fail(root, 'no-opener')
  }
  try {
    const secret = newSecret()
    const article = root.dataset['article'] ?? ''
    const { body } = await ask(`/login/${provider}/start`, {
      json: { article, redeemHash: await sha256Hex(secret), lang },
    })
    const attempt = text(body['attempt'])
    const authorizationUrl = text(body['authorizationUrl'])
    if (!attempt || !/^https?:/.test(authorizationUrl)) return fail(root, 'failed')
    opener.postMessage({ type: 'brevier:login', attempt, secret }, location.origin)
    location.replace(authorizationUrl)
  } catch {
    fail(root, 'failed')
  }
}

/** The window that opened this one, if it is ours: no other page may begin a sign-in in the reader's name. */
function ownOpener(): Window | null {
  try {
    const opener: Window | null = window.opener
    return opener?.location.origin === location.origin ? opener : null
  } catch {
    return null
  }
}

function fail(root: HTMLElement, name: string): void {
  show(part(root, 'starting'), false)
  show(part(root, name), true)
}

const root = document.getElementById('start')
if (root) start(root)
