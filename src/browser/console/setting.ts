const NAME = 'brevier.console.keys'

/** The choice to live without single keys (WCAG 2.1.4), kept in this browser. */
export function startSetting(): { areOn(): boolean } {
  let isOn = read()
  const box = document.querySelector<HTMLInputElement>('[data-keys-off]')
  if (box) {
    box.checked = !isOn
    box.addEventListener('change', () => {
      isOn = !box.checked
      write(isOn)
    })
    box.closest<HTMLElement>('[data-keys-setting]')?.removeAttribute('hidden')
  }
  return { areOn: () => isOn }
}

// Storage may be refused by the browser's settings; then the choice lasts for the page.
function read(): boolean {
  try {
    return localStorage.getItem(NAME) !== 'off'
  } catch {
    return true
  }
}

function write(isOn: boolean): void {
  try {
    if (isOn) localStorage.removeItem(NAME)
    else localStorage.setItem(NAME, 'off')
  } catch {
    return
  }
}
