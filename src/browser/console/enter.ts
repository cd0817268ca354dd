/**
 * Takes the one-time code out of the address and sends it with the page's own form. The fragment is erased
 * first, so that neither the history nor a second load holds it.
 */
const code = location.hash.slice(1).replace(/^token=/, '')
const form = document.querySelector<HTMLFormElement>('form#enter')
const field = form?.querySelector<HTMLInputElement>('input[name="token"]')

if (code !== '' && form && field) {
  history.replaceState(null, '', location.pathname + location.search)
  field.value = code
  form.requestSubmit()
}
