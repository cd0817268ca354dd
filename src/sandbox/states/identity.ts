import { restricted, signedIn, visiting } from './scenes.ts'
import type { StateGroup } from './state.ts'

const OPENED = { opensWindow: true, steps: [{ type: 'mine' }, { click: '[data-provider=x]' }] } as const
const KAKAO = 'Mozilla/5.0 (Linux; Android 14; wv) Chrome/124 Mobile Safari/537.36 KAKAOTALK 10.8'

export const IDENTITY: StateGroup = {
  title: 'Identity',
  states: [
    {
      name: 'locked',
      seed: visiting,
      shows: { named: true, at: '.locked', says: ({ reader }) => reader.composer.locked('{name}', '{name}') },
      starred: true,
    },
    {
      name: 'login-window-open',
      seed: visiting,
      acting: OPENED,
      shows: { named: true, at: '[data-part=opened]', says: ({ reader }) => reader.composer.continueHere },
    },
    {
      name: 'login-cancelled',
      seed: visiting,
      acting: { ...OPENED, steps: [...OPENED.steps, { click: '[data-part=cancel-login]' }] },
      shows: { named: true, at: '[data-part=note]', says: ({ reader }) => reader.composer.cancelled },
    },
    {
      name: 'login-failed',
      seed: visiting,
      acting: {
        ...OPENED,
        hurries: true,
        steps: [...OPENED.steps, { windowSays: true }],
        answers: [{ to: '/login/poll', status: 200, body: { status: 'failed', failure: 'outage' } }],
      },
      shows: {
        named: true,
        at: '[data-part=note]',
        says: ({ reader }) => reader.login.failures.outage('{name}'),
      },
    },
    {
      name: 'provider-out-of-credit',
      seed: visiting,
      providerFails: 'out-of-credit',
      shows: { named: true, at: '.lock' },
    },
    {
      name: 'in-app-browser',
      seed: visiting,
      acting: { agent: KAKAO },
      shows: { named: true, at: '[data-part=in-app]', says: ({ reader }) => reader.composer.openOutside },
    },
    {
      name: 'session-expired',
      seed: signedIn,
      acting: {
        answers: [{ to: '/v1/articles/', problem: 'sign-in-required' }],
        steps: [{ type: 'mine' }, { press: '.post' }],
      },
      shows: {
        named: true,
        at: '[data-part=note]',
        says: ({ problems }) => problems['sign-in-required'],
        without: '.own',
      },
    },
    {
      name: 'muted-until',
      seed: restricted('mute', 7),
      shows: { says: ({ reader }) => reader.writing.muted('{time}') },
    },
    {
      name: 'banned',
      seed: restricted('ban', null),
      shows: { says: ({ reader }) => reader.writing.bannedForGood },
    },
  ],
}
