import { en } from './en.ts'
import { ko } from './ko.ts'

/** Every language of the product, by its code: a language is its file and its line here. */
export const REGISTRY = { en, ko }
