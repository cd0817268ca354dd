declare module 'probe-image-size' {
  interface Probed {
    width: number
    height: number
    /** As in `Content-Type`. */
    mime: string
  }
  /** What the bytes of an image say of it; `null` when they are none. */
  const probe: { sync(bytes: Uint8Array): Probed | null }
  export default probe
}
