/** 43 random characters of five bits each: what redeems a sign-in. Leaves the browser in POST bodies only. */
export function newSecret(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(43)), (byte) => (byte & 31).toString(32)).join('')
}

/** SHA-256 in hex, as the server keeps the secret. @throws {TypeError} outside a secure context */
export async function sha256Hex(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
