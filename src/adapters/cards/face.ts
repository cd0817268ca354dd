import { faceColour } from '../../kernel/initials.ts'

/** Each reaches 4.5:1 under white letters (WCAG 2.2, 1.4.3). */
const COLOURS = [
  '#2f7d4f',
  '#6a4a9c',
  '#a4442a',
  '#1f6f8b',
  '#8a5a00',
  '#9c3a6b',
  '#3d5aa8',
  '#5b6770',
] as const

/** The same name has the same colour on every card. */
export function circleColour(name: string): string {
  return COLOURS[faceColour(name)] ?? COLOURS[0]
}
