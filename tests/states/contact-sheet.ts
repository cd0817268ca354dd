import type { Language } from '../../src/locales/language.ts'

export interface Shot {
  name: string
  file: string
  lang: Language
  width: number
  look: 'light' | 'dark' | 'forced' | 'rtl'
}

/** One page with every picture of a group, a row per state, so that a designer sees it at a glance. */
export function contactSheet(title: string, names: readonly string[], shots: readonly Shot[]): string {
  const rows = names.map((name) => `<h2>${name}</h2>\n<div>${pictures(shots, name)}</div>`)
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>${title}</title>
<style>
  body { font: 14px/1.4 system-ui, sans-serif; margin: 16px; background: #888; }
  div { display: flex; gap: 12px; align-items: start; overflow-x: auto; }
  figure { margin: 0; flex: none; }
  img { display: block; zoom: 0.6; }
</style>
<h1>${title}</h1>
${rows.join('\n')}
</html>
`
}

function pictures(shots: readonly Shot[], name: string): string {
  return shots
    .filter((shot) => shot.name === name)
    .sort((a, b) => a.width - b.width || a.lang.localeCompare(b.lang) || b.look.localeCompare(a.look))
    .map(
      ({ file, lang, width, look }) =>
        `<figure><figcaption>${width} ${look} ${lang}</figcaption><img src="${encodeURIComponent(file)}" alt="" loading="lazy"></figure>`,
    )
    .join('')
}
