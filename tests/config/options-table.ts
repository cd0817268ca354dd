import { GROUPS, OPTIONS, type Option } from '../../src/config/options.ts'

/** The tables between the marks of `docs/configuration.md`, a heading for each group. */
export function optionsTables(): string {
  return Object.entries(GROUPS)
    .map(([group, title]) => {
      const rows = OPTIONS.filter((option) => option.group === group).map(row)
      return `### ${title}\n\n| Key in the file | Variable | Default | What |\n|---|---|---|---|\n${rows.join('\n')}\n`
    })
    .join('\n')
}

function row({ key, help, fallback = '', otherwise, isSecret, isFlag }: Option): string {
  const variable = `\`BREVIER_${key.toUpperCase()}\`${isSecret ? ' (secret)' : ''}${isFlag ? `, \`--${key}\`` : ''}`
  const standard = otherwise ?? (fallback === '' ? '–' : `\`${fallback}\``)
  return `| \`${key}\` | ${variable} | ${standard} | ${help.replaceAll('|', '\\|')} |`
}
