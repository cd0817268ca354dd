/** What `action` answers; `null` where it throws, as storage does in a browser that keeps nothing for us. */
export function quietly<Value>(action: () => Value): Value | null {
  try {
    return action()
  } catch {
    return null
  }
}
