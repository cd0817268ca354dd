interface Line {
  allow: boolean
  path: string
}

/** A longer file says no more (RFC 9309 §2.5 asks for 500 KiB at least; nobody's is). */
export const ROBOTS_LIMIT = 500_000
const MOST_LINES = 5_000

/**
 * Whether a `robots.txt` keeps this robot away from a path with its query: the longest rule decides, and of two of one
 * length the one that allows (RFC 9309).
 */
export function isBlocked(text: string, robot: string, path: string): boolean {
  const rules = rulesFor(text, robot.toLowerCase())
  let best: Line | null = null
  for (const rule of rules) {
    if (!matches(rule.path, path)) continue
    const isLonger = best === null || rule.path.length > best.path.length
    if (isLonger || (rule.path.length === best?.path.length && rule.allow)) best = rule
  }
  return best !== null && !best.allow
}

/** Of the group that names the robot, else of the one for everybody. */
function rulesFor(text: string, robot: string): Line[] {
  const own: Line[] = []
  const everybody: Line[] = []
  let hasOwn = false
  let targets: Line[][] = []
  let inRules = true
  for (const line of text.split(/\r\n?|\n/, MOST_LINES)) {
    const [, field = '', value = ''] = /^\s*([a-z-]{1,20})\s*:\s*([^#]*)/i.exec(line) ?? []
    const name = field.toLowerCase()
    if (name === 'user-agent') {
      if (inRules) targets = []
      inRules = false
      const agent = value.trim().toLowerCase()
      if (agent === '*') targets.push(everybody)
      if (agent !== '' && agent !== '*' && isNamed(robot, agent)) {
        hasOwn = true
        targets.push(own)
      }
    } else if (name === 'allow' || name === 'disallow') {
      inRules = true
      const path = value.trim()
      if (path !== '') for (const rules of targets) rules.push({ allow: name === 'allow', path })
    }
  }
  return hasOwn ? own : everybody
}

/** Googlebot’s rules are also Googlebot-Image’s. */
function isNamed(robot: string, agent: string): boolean {
  return robot === agent || robot.startsWith(`${agent}-`)
}

/** `*` stands for anything, `$` at the end for the end. Each part is searched once, from where the last one ended. */
function matches(pattern: string, path: string): boolean {
  const isAnchored = pattern.endsWith('$')
  const [first = '', ...parts] = (isAnchored ? pattern.slice(0, -1) : pattern).split('*')
  if (!path.startsWith(first)) return false
  let at = first.length
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1
    const found = isLast && isAnchored ? path.length - part.length : path.indexOf(part, at)
    if (found < at || !path.startsWith(part, found)) return false
    at = found + part.length
  }
  return !isAnchored || at === path.length
}
