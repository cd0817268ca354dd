import type { DetailedHTMLProps, HTMLAttributes } from 'react'
import type { BrevierCommentsAttributes, BrevierCountAttributes } from './embed.js'

/** React 18 and 19. */
declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'brevier-comments': DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement> &
        BrevierCommentsAttributes
      'brevier-count': DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement> & BrevierCountAttributes
    }
  }
}
