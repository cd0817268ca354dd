/** The same article and comment in every example. */
export const ARTICLE = '019a7b3e-5c10-7d2a-9f64-3b1c8e0d5a71'
export const COMMENT = '019a7b52-0e4f-7c88-a1d3-6f2b9c47e015'
export const URL = 'https://www.paper.example/national/4711'
export const SERVICE = 'https://comments.paper.example'
export const WRITTEN = '2026-06-01T01:12:09.000Z'
export const TEXT = 'Two lines of my street are dark since Tuesday.'
