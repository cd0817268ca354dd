import type { Node } from '@takumi-rs/core'
import { clamp, type Style } from './parts.ts'

/** The message keeps inside the middle 600 rows: KakaoTalk and X crop the picture to 2:1. */
export const TOP = 63
export const BOTTOM = 55

/** One size that a text may have, and the height in pixels that it may then fill. */
export interface Step {
  size: number
  leading: number
  height: number
}

/** A card whose main text has no size yet. */
export interface Template {
  /** From the largest down. */
  steps: readonly Step[]
  /** The main text alone and whole, to be measured at `textWidth` pixels. */
  text: (step: Step) => Node
  textWidth: number
  /** A headline may be set narrower, so that no lone word is left for its last line. */
  avoidsWidow: (step: Step) => boolean
  /** The card, its main text at most `width` wide; one too long even for the last step ends in an ellipsis. */
  at: (step: Step, width: number) => Node
}

/** As many lines as the step has room for. */
export function clampTo(step: Step): Style {
  return clamp(Math.floor(step.height / step.leading))
}
