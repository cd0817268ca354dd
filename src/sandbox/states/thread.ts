import { discuss, discussion, longList, signedIn, visiting } from './scenes.ts'
import type { StateGroup } from './state.ts'

/** Published and written after everything that is seeded. */
const NEWER = [3, 2, 1].map((second) => [Date.UTC(2100, 0, 1, 0, 0, second), 0])

export const THREAD: StateGroup = {
  title: 'Thread',
  states: [
    {
      name: 'empty',
      seed: async () => ({}),
      shows: { named: true, at: '.empty', says: ({ reader }) => reader.thread.empty },
    },
    {
      name: 'list',
      seed: visiting,
      shows: { named: true, at: '#thread > ol > li:nth-child(4)' },
      starred: true,
    },
    {
      name: 'list+more',
      seed: longList,
      shows: { named: true, at: '[data-part=more]', says: ({ reader }) => reader.thread.more },
    },
    {
      name: 'new-available',
      seed: visiting,
      acting: { hurries: true, answers: [{ to: '/pulse', status: 200, body: { published: NEWER } }] },
      shows: {
        named: true,
        at: '[data-part=new]',
        says: ({ reader }) => reader.reading.newMany(NEWER.length),
      },
    },
    {
      name: 'closed',
      seed: discussion('closed'),
      shows: { says: ({ reader }) => reader.thread.closed },
    },
    {
      name: 'closed-while-typing',
      seed: signedIn,
      acting: {
        answers: [{ to: '/v1/articles/', problem: 'discussion-closed' }],
        steps: [{ type: 'mine' }, { press: '.post' }],
      },
      shows: { named: true, at: '[data-part=note]', says: ({ problems }) => problems['discussion-closed'] },
    },
    {
      name: 'comments-off',
      seed: discussion('off'),
      shows: { says: ({ reader }) => reader.thread.off },
    },
    {
      name: 'read-only',
      async seed(scene) {
        await discuss(scene)
        await scene.change({ paused: true })
        return {}
      },
      shows: { says: ({ reader }) => reader.desk.paused },
    },
    {
      name: 'load-failed',
      seed: longList,
      acting: {
        answers: [{ to: '/frame', outcome: 'lost' }],
        steps: [{ click: '[data-part=more]' }],
      },
      shows: { named: true, at: '[data-part=load-note]', says: ({ reader }) => reader.reading.failed },
    },
    {
      name: 'offline',
      seed: signedIn,
      acting: { steps: [{ type: 'mine' }, { network: 'off' }] },
      shows: { named: true, at: '[data-part=note]', says: ({ reader }) => reader.writing.offline },
    },
  ],
}
