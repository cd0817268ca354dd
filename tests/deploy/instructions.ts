/** A Dockerfile's instructions with their arguments on one line, without comments, by build stage. */
export function stagesOf(text: string): [name: string, argument: string][][] {
  const lines = text
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n')
    .replace(/\\\n\s*/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '')
  const stages: [string, string][][] = [[]]
  for (const line of lines) {
    const [name = ''] = line.split(' ', 1)
    if (name === 'FROM') stages.push([])
    stages.at(-1)?.push([name, line.slice(name.length).trim()])
  }
  return stages
}

/** A unit's settings in their order, `[section, name, value]`. */
export function settingsOf(text: string): [section: string, name: string, value: string][] {
  let section = ''
  const settings: [string, string, string][] = []
  for (const line of text.split('\n')) {
    section = /^\[(\w+)\]$/.exec(line)?.[1] ?? section
    const [, name, value] = /^(\w+)=(.*)$/.exec(line) ?? []
    if (name !== undefined && value !== undefined) settings.push([section, name, value])
  }
  return settings
}
