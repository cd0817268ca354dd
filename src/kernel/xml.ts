/**
 * Text that may stand in XML: what no XML 1.0 document can hold is left out, even as a reference (XML 1.0, 2.2:
 * control characters, lone surrogates, U+FFFE and U+FFFF). Escaping is the writer's.
 */
export function xmlChars(text: string): string {
  return text.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
}
