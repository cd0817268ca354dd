/** As many as all languages, options and the time zones of a shelf of papers make; never what a stranger chooses. */
const KEPT = 1_000

/** `Intl` formats that are kept: to make one costs about a hundred times what its use does. */
function keeping<Options extends object, Format>(
  make: (locale: string, options: Options) => Format,
): (locale: string, options?: Options) => Format {
  const kept = new Map<string, Format>()
  return (locale, options) => {
    const key = options ? `${locale} ${JSON.stringify(options)}` : locale
    const known = kept.get(key)
    if (known) return known
    if (kept.size >= KEPT) kept.clear()
    const made = make(locale, options ?? ({} as Options))
    kept.set(key, made)
    return made
  }
}

export const numberFormat = keeping(
  (locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options),
)
export const dateFormat = keeping(
  (locale, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options),
)
export const relativeFormat = keeping(
  (locale, options: Intl.RelativeTimeFormatOptions) => new Intl.RelativeTimeFormat(locale, options),
)
export const listFormat = keeping(
  (locale, options: Intl.ListFormatOptions) => new Intl.ListFormat(locale, options),
)
