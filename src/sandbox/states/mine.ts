import { afterReply, blind, eraseAuthor, refuse, remove, signedIn, waiting } from './scenes.ts'
import type { StateGroup } from './state.ts'

export const MY_COMMENT: StateGroup = {
  title: 'My comment',
  states: [
    {
      name: 'pending',
      seed: async (scene) => ({ viewer: (await waiting(scene)).viewer ?? 'me' }),
      shows: { named: true, at: '#mine .comment', says: ({ reader }) => reader.comment.onlyYou },
    },
    {
      name: 'published',
      seed: signedIn,
      writes: true,
      acting: { steps: [{ type: 'mine' }, { press: '.post' }] },
      shows: { at: '#mine .comment' },
    },
    {
      name: 'rejected',
      async seed(scene) {
        await refuse(scene)
        return { viewer: 'me' }
      },
      shows: { named: true, at: '#mine .comment', says: ({ appeals }) => appeals.appeal },
      starred: true,
    },
    {
      name: 'appealed',
      async seed(scene) {
        const decisionId = await refuse(scene)
        scene.before(20)
        await scene.services.moderation.appeal(scene.actor('me'), { decisionId, text: scene.talk.appeal })
        return { viewer: 'me' }
      },
      shows: { named: true, at: '#mine .comment', says: ({ appeals }) => appeals.states.open('{date}') },
    },
    {
      name: 'withdrawn-tombstone',
      seed: afterReply(({ services, actor }, { id }) => services.moderation.withdraw(actor('first'), id)),
      shows: { named: true, at: '.tomb', says: ({ reader }) => reader.comment.tombstones.withdrawn },
    },
    {
      name: 'removed-tombstone',
      seed: afterReply(remove),
      shows: { named: true, at: '.tomb a', says: ({ common }) => common.policy },
    },
    { name: 'blinded-marker', seed: afterReply(blind), shows: {} },
    {
      name: 'author-gone',
      seed: afterReply(eraseAuthor),
      shows: { named: true, at: '.tomb', says: ({ reader }) => reader.comment.authorGone },
    },
  ],
}
