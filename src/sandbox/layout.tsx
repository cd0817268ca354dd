import { html } from 'hono/html'
import type { Child } from 'hono/jsx'
import { SANDBOX_SENTINEL } from './endpoints.ts'

/** Every page of the stand-ins, with the banner of lock 5. */
export function document(title: string, content: Child) {
  return html`<!doctype html>${(
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title} – Sandbox</title>
        <link rel="stylesheet" href="/sandbox.css" />
      </head>
      <body>
        <header class="banner">{SANDBOX_SENTINEL}</header>
        <main>{content}</main>
      </body>
    </html>
  )}`
}
