import type { BrevierCommentsAttributes, BrevierCountAttributes, BrevierEvents } from './embed.js'

/** `@brevier:ready="…"` and the like. */
type Listeners = {
  [Name in keyof BrevierEvents as `on${Capitalize<Name>}`]?: (event: BrevierEvents[Name]) => void
}

declare module 'vue' {
  interface GlobalComponents {
    'brevier-comments': new () => { $props: BrevierCommentsAttributes & Listeners }
    'brevier-count': new () => { $props: BrevierCountAttributes }
  }
}
