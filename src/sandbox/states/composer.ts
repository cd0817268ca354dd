import { TEXT_LIMITS } from '../../kernel/text.ts'
import { NEAR_LEFT, OVER_BY } from './plan.ts'
import { discuss, signedIn } from './scenes.ts'
import type { StateGroup } from './state.ts'

export const COMPOSER: StateGroup = {
  title: 'Composer',
  states: [
    {
      name: 'idle',
      seed: signedIn,
      shows: {
        named: true,
        at: '[data-part=counter]',
        says: ({ reader }) => reader.composer.counter(0, TEXT_LIMITS.graphemes),
      },
    },
    {
      name: 'typing',
      seed: signedIn,
      acting: { steps: [{ type: 'mine' }] },
      shows: { named: true, at: '[data-part=post]:not([aria-disabled])' },
    },
    {
      name: 'near',
      seed: signedIn,
      acting: { steps: [{ type: 'near' }] },
      shows: {
        named: true,
        at: '.n.near',
        says: ({ reader }) =>
          reader.composer.counter(TEXT_LIMITS.graphemes - NEAR_LEFT, TEXT_LIMITS.graphemes),
      },
      starred: true,
    },
    {
      name: 'over',
      seed: signedIn,
      acting: { steps: [{ type: 'over' }] },
      shows: {
        named: true,
        at: '[data-part=post][aria-disabled]',
        says: ({ reader }) => reader.composer.over(OVER_BY),
      },
      starred: true,
    },
    {
      name: 'composing-IME',
      seed: signedIn,
      acting: { steps: [{ type: 'begun' }, { compose: true }] },
      shows: { named: true, at: '[data-part=post]:not([aria-disabled])' },
    },
    {
      name: 'nudge',
      seed: signedIn,
      acting: { steps: [{ type: 'held' }, { press: '.post' }] },
      shows: { named: true, at: '[data-part=review]', says: ({ reader }) => reader.writing.review },
    },
    {
      name: 'sending',
      seed: signedIn,
      acting: {
        answers: [{ to: '/v1/articles/', outcome: 'never' }],
        steps: [{ type: 'mine' }, { press: '.post' }],
      },
      shows: { named: true, at: '[data-part=post]', says: ({ reader }) => reader.composer.sending },
    },
    {
      name: 'failed-kept',
      seed: signedIn,
      acting: {
        answers: [{ to: '/v1/articles/', outcome: 'lost' }],
        steps: [{ type: 'mine' }, { press: '.post' }],
      },
      shows: { named: true, at: '[data-part=note]', says: ({ reader }) => reader.writing.kept },
    },
    {
      name: 'rate-limited',
      async seed(scene) {
        await discuss(scene)
        await scene.write('me', scene.talk.answer, { ago: 0 })
        await scene.change({ rates: { perArticle: 100, perDay: 100, secondsBetween: 600 } })
        return { viewer: 'me' }
      },
      acting: { steps: [{ type: 'mine' }, { press: '.post' }] },
      shows: { named: true, at: '[data-part=note]', says: ({ problems }) => problems['rate-limited'] },
    },
    {
      name: 'duplicate',
      async seed(scene) {
        await discuss(scene)
        await scene.write('me', scene.talk.mine, { ago: 30 })
        return { viewer: 'me' }
      },
      acting: { steps: [{ type: 'mine' }, { press: '.post' }] },
      shows: { named: true, at: '[data-part=note]', says: ({ problems }) => problems['duplicate-comment'] },
    },
  ],
}
