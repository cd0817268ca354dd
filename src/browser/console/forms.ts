/**
 * One press of the desk's other forms: the first one that is sent locks the page until the next is shown, so that
 * a double press cannot send it twice.
 */
export function startForms(): void {
  let isSent = false
  document.addEventListener('submit', (event) => {
    const form = event.target
    if (event.defaultPrevented || !(form instanceof HTMLFormElement)) return
    if (form.method !== 'post' || !form.action.includes('/console/')) return
    if (form.action.endsWith('/console/logout')) return
    if (isSent) {
      event.preventDefault()
      return
    }
    isSent = true
    document.documentElement.dataset['keys'] = 'sent'
    event.submitter?.setAttribute('data-pressed', '')
    // After the form's data has been read: a disabled button sends no value.
    setTimeout(() => {
      for (const button of document.querySelectorAll('button')) button.disabled = true
    })
  })
}

/** What a page holds when it loads is not announced; what comes into a live region afterwards is. */
export function announceNotice(): void {
  const notice = document.querySelector('.notice')
  const text = notice?.textContent ?? ''
  if (!notice || text === '') return
  notice.textContent = ''
  setTimeout(() => {
    notice.textContent = text
  }, 350)
}
