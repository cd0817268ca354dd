import type { ImageType } from './model.ts'

/** By the first bytes: what a header says of a file is only a claim. */
export function imageType(bytes: Uint8Array): ImageType {
  const head = Buffer.from(bytes.subarray(0, 1_024)).toString('latin1')
  if (head.startsWith('\xFF\xD8\xFF')) return 'jpeg'
  if (head.startsWith('\x89PNG\r\n')) return 'png'
  if (/^GIF8[79]a/.test(head)) return 'gif'
  if (head.startsWith('RIFF') && head.startsWith('WEBP', 8)) return 'webp'
  if (head.startsWith('ftypavif', 4) || head.startsWith('ftypavis', 4)) return 'avif'
  return /<svg[\s>]/i.test(head) ? 'svg' : 'other'
}

/** As a media type names it: `image/jpeg`, `image/jpg` → `jpeg`. */
export function declaredType(mediaType: string): ImageType {
  const name = /^image\/([a-z]+)/i.exec(mediaType.trim())?.[1]?.toLowerCase() ?? ''
  if (name === 'jpg' || name === 'pjpeg') return 'jpeg'
  return (['jpeg', 'png', 'webp', 'gif', 'avif', 'svg'] as const).find((type) => type === name) ?? 'other'
}

/** Its logical screen: the two numbers after the signature. */
export function gifSize(bytes: Uint8Array): { width: number; height: number } | null {
  if (bytes.length < 10) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  return { width: view.getUint16(6, true), height: view.getUint16(8, true) }
}
