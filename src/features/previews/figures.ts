/** `412 KB`, `1.2 MB`: decimal, as the platforms write their limits. */
export function byteText(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`
  return bytes < 1_000_000 ? `${Math.round(bytes / 1_000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}

/** `3.2 s` */
export function secondText(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`
}

/** `1200×630` */
export function sizeText({ width, height }: { width: number; height: number }): string {
  return `${width}×${height}`
}
