import { discuss, discussion, longList, signedIn, visiting } from './scenes.ts'
import type { StateGroup } from './state.ts'

export const THREAD: StateGroup = {
  title: 'Thread',
  states: [
    {
      name: 'empty',
      seed: async () => ({}),
      shows: { at: '.empty', says: ({ reader }) => reader.thread.empty },
    },
    { name: 'list', seed: visiting, shows: { at: '#thread > li:nth-child(4)' }, starred: true },
    {
      name: 'list+more',
      seed: longList,
      shows: { at: '[data-part=more]', says: ({ reader }) => reader.thread.more },
    },
    {
      name: 'closed',
      seed: discussion('closed'),
      shows: { at: '.closed', says: ({ reader }) => reader.thread.closed },
    },
    {
      name: 'closed-while-typing',
      seed: signedIn,
      acting: {
        answers: [{ to: '/v1/articles/', problem: 'discussion-closed' }],
        steps: [{ type: 'mine' }, { press: '.post' }],
      },
      shows: { at: '[data-part=note]', says: ({ problems }) => problems['discussion-closed'] },
    },
    {
      name: 'comments-off',
      seed: discussion('off'),
      shows: { at: '.closed', says: ({ reader }) => reader.thread.off },
    },
    {
      name: 'read-only',
      async seed(scene) {
        await discuss(scene)
        await scene.change({ paused: true })
        return {}
      },
      shows: { at: '.closed', says: ({ reader }) => reader.desk.paused },
    },
  ],
}
