import { discuss, longList, signedIn, visiting, waiting } from './scenes.ts'
import type { StateGroup } from './state.ts'

const SHARE = '#thread > ol:last-child > li:last-child a[href*="/share"]'
/** Of the oldest comment. */
const REPORT = '#thread > ol:last-child > li:last-child a[href*="report="]'
const SENT = [
  { click: REPORT },
  { choose: 'dialog select' },
  { press: 'dialog [type=submit].strong' },
] as const

export const ACTIONS: StateGroup = {
  title: 'Actions',
  states: [
    {
      name: 'reply-open',
      seed: signedIn,
      acting: { steps: [{ click: '[data-reply]' }] },
      shows: { at: '[data-part=replying]', says: ({ reader }) => reader.composer.cancelReply },
    },
    {
      name: 'share-sheet',
      seed: signedIn,
      acting: { steps: [{ click: SHARE }] },
      shows: { at: 'dialog', says: ({ acts }) => acts.share.comment },
    },
    {
      name: 'link-copied',
      seed: signedIn,
      acting: { copies: true, steps: [{ click: SHARE }, { click: 'dialog [data-done]' }] },
      shows: { at: 'dialog [role=status]', says: ({ acts }) => acts.share.copied },
    },
    {
      name: 'report-dialog',
      seed: signedIn,
      acting: { steps: [{ click: REPORT }] },
      shows: { at: 'dialog', says: ({ appeals }) => appeals.report.submit },
      starred: true,
    },
    {
      name: 'report-sent',
      seed: signedIn,
      writes: true,
      acting: { steps: SENT },
      shows: { at: 'dialog [role=status]', says: ({ appeals }) => appeals.report.done },
    },
    {
      name: 'already-reported',
      async seed(scene) {
        const { id: commentId } = await discuss(scene)
        const report = { commentId, clause: 'SB-01', note: scene.talk.note }
        await scene.services.moderation.report(scene.actor('me'), report)
        return { viewer: 'me' }
      },
      acting: { steps: SENT },
      shows: { at: 'dialog [role=status]', says: ({ appeals }) => appeals.report.already },
    },
    {
      name: 'permalink-highlight',
      seed: async (scene) => ({ comment: await discuss(scene) }),
      shows: { named: true, at: '.is-linked', says: ({ reader }) => reader.comment.linked },
    },
    {
      name: 'permalink-missing',
      async seed(scene) {
        await discuss(scene)
        const gone = await scene.write('third', scene.talk.mine, { ago: 30 })
        await scene.services.moderation.withdraw(scene.actor('third'), gone.id)
        return { comment: gone }
      },
      shows: { named: true, at: '.missing', says: ({ reader }) => reader.permalink.missing },
    },
    {
      name: 'permalink-pending',
      seed: waiting,
      shows: { named: true, at: '.is-linked', says: ({ reader }) => reader.comment.onlyYou },
    },
    {
      name: 'sort-newest',
      seed: visiting,
      shows: { at: '.tools [aria-current]', says: ({ reader }) => reader.thread.newest },
    },
    {
      name: 'sort-oldest',
      seed: async (scene) => ({ ...(await visiting(scene)), query: { sort: 'oldest' } }),
      shows: { at: '.tools [aria-current]', says: ({ reader }) => reader.thread.oldest },
    },
    {
      name: 'sort-most-replied',
      seed: async (scene) => ({ ...(await visiting(scene)), query: { sort: 'replied' } }),
      shows: { at: '.tools [aria-current]', says: ({ reader }) => reader.reading.replied },
    },
    {
      name: 'print',
      seed: longList,
      acting: { onPaper: true },
      shows: { at: '.comment', without: '.composer' },
    },
    {
      name: 'no-js',
      seed: visiting,
      noScript: true,
      shows: { at: '.ways' },
    },
  ],
}
