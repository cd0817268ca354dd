import { discuss, longList, signedIn, visiting, waiting } from './scenes.ts'
import type { StateGroup } from './state.ts'

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
      name: 'report-dialog',
      async seed(scene) {
        return { viewer: 'me', query: { report: (await discuss(scene)).id } }
      },
      shows: { at: '#act', says: ({ appeals }) => appeals.report.title },
      starred: true,
    },
    {
      name: 'report-sent',
      async seed(scene) {
        return { viewer: 'me', query: { reported: (await discuss(scene)).id } }
      },
      shows: { at: '[role=status]', says: ({ appeals }) => appeals.report.done },
    },
    {
      name: 'already-reported',
      async seed(scene) {
        return { viewer: 'me', query: { already: (await discuss(scene)).id } }
      },
      shows: { at: '[role=status]', says: ({ appeals }) => appeals.report.already },
    },
    {
      name: 'permalink-highlight',
      seed: async (scene) => ({ comment: await discuss(scene) }),
      shows: { at: '.is-linked', says: ({ reader }) => reader.comment.linked },
    },
    {
      name: 'permalink-missing',
      async seed(scene) {
        await discuss(scene)
        const gone = await scene.write('third', scene.talk.mine, { ago: 30 })
        await scene.services.moderation.withdraw(scene.actor('third'), gone.id)
        return { comment: gone }
      },
      shows: { at: '.missing', says: ({ reader }) => reader.permalink.missing },
    },
    {
      name: 'permalink-pending',
      seed: waiting,
      shows: { at: '.missing', says: ({ reader }) => reader.permalink.missing },
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
