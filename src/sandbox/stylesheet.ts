/** The sandbox's only style sheet; the pages have no inline styles, so that their policy can forbid them. */
export const STYLESHEET = `
@font-face {
  font-family: 'Sandbox Hangul'; unicode-range: U+1100-11FF, U+3130-318F, U+AC00-D7A3; font-display: block;
  src: local('Apple SD Gothic Neo'), local('Noto Sans KR'), local('Malgun Gothic'), url('/fonts/hangul.otf');
}
@font-face {
  font-family: 'Sandbox Emoji'; unicode-range: U+200D, U+2600-27BF, U+FE0F, U+1F300-1FAFF; font-display: block;
  src: local('Apple Color Emoji'), local('Noto Color Emoji'), local('Segoe UI Emoji'), url('/fonts/emoji.woff2');
}
:root {
  color-scheme: light dark;
  --ground: #fbfaf7; --ink: #1d1c1a; --soft: #5f5b54; --line: #cfcac0; --card: #ffffff;
  --accent: #0b57a4; --warn: #7a3b00; --warn-ground: #fff0d6;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #16171a; --ink: #ecebe8; --soft: #b2aea6; --line: #44464c; --card: #202226;
    --accent: #8ec1ff; --warn: #ffd9a0; --warn-ground: #3a2a10;
  }
}
* { box-sizing: border-box }
body {
  margin: 0; background: var(--ground); color: var(--ink);
  font: 1rem/1.5 'Sandbox Hangul', 'Sandbox Emoji', system-ui, -apple-system, 'Segoe UI', sans-serif;
}
.banner {
  margin: 0; padding: .75rem 1rem; text-align: center; font-weight: 600;
  background: var(--warn-ground); color: var(--warn); border-bottom: 1px solid currentcolor;
}
main { max-width: 44rem; margin: 0 auto; padding: 1.5rem 1rem 3rem }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .75rem }
h2 { font-size: 1.125rem; margin: 2rem 0 .5rem }
p, strong { overflow-wrap: anywhere }
.people { list-style: none; margin: 1.25rem 0; padding: 0; display: grid; gap: .5rem }
.people li { display: grid; grid-template-columns: minmax(0, 1fr); gap: .125rem }
bdi { justify-self: start }
.note { color: var(--soft); font-size: .875rem }
.people .note { padding-inline-start: .25rem }
button, select {
  font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: .5rem;
}
button { min-height: 3rem; padding: .5rem .875rem; cursor: pointer; text-align: start }
.people button {
  display: flex; align-items: center; gap: .75rem; width: 100%; font-weight: 600; overflow-wrap: anywhere;
}
.people img { flex: none; border-radius: 50% }
button:hover { border-color: var(--accent) }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
.plain { padding-inline: 1.5rem }
.fault { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: center }
select { min-height: 2.75rem; padding: .25rem .5rem; max-width: 100% }
fieldset { border: 1px solid var(--line); border-radius: .5rem; margin: 1rem 0; padding: .75rem 1rem }
a { color: var(--accent) }
pre { white-space: pre-wrap; overflow-wrap: anywhere; padding: .75rem; border: 1px solid var(--line); border-radius: .5rem }
code { overflow-wrap: anywhere }
.row { display: flex; flex-wrap: wrap; gap: .75rem }
.people a { display: inline-block; padding-block: .375rem }
ul:not(.people) li { padding-block: .375rem }
.choice { display: block; padding: .375rem 0 }
@media (min-width: 40rem) {
  .people li { grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); align-items: center; gap: .75rem }
}
`
