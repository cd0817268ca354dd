import { describe, expect, it } from 'vitest'
import { outsideHref } from '../../src/browser/discussion/in-app.ts'

const PAGE = 'https://www.paper.example/news/7?id=가&x=1#brevier=abc'
const ANDROID =
  'Mozilla/5.0 (Linux; Android 14; SM-S918N Build/UP1A; wv) AppleWebKit/537.36 (KHTML, like Gecko)'
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'
const INTENT = 'intent://www.paper.example/news/7?id=가&x=1#Intent;scheme=https;end'

describe('the way out of an app’s own browser', () => {
  it.each([
    ['KakaoTalk on Android', `${ANDROID} Version/4.0 Chrome/124.0 Mobile Safari/537.36;KAKAOTALK 2410840`],
    ['KakaoTalk on iOS', `${IPHONE} Mobile/15E148 KAKAOTALK 10.8.3`],
  ])('%s has a scheme for it', (_app, agent) => {
    expect(outsideHref(agent, PAGE)).toBe(`kakaotalk://web/openExternal?url=${encodeURIComponent(PAGE)}`)
  })

  it.each([
    ['Android’s web view', `${ANDROID} Version/4.0 Chrome/124.0 Mobile Safari/537.36`],
    ['Facebook', `${ANDROID} Chrome/124.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/465.0.0.0;]`],
    ['Instagram', `${ANDROID} Chrome/124.0 Mobile Safari/537.36 Instagram 331.0.0.0 Android`],
    ['Naver', `${ANDROID} Chrome/124.0 Mobile Safari/537.36 NAVER(inapp; search; 2000; 12.6.5)`],
    ['Line', `${ANDROID} Chrome/124.0 Mobile Safari/537.36 Line/14.6.0/IAB`],
  ])('%s on Android hands an intent to the system, without the fragment', (_app, agent) => {
    expect(outsideHref(agent, PAGE)).toBe(INTENT)
  })

  it.each([
    ['Facebook', `${IPHONE} Mobile/15E148 [FBAN/FBIOS;FBAV/465.0;FBDV/iPhone15,2]`],
    ['Naver', `${IPHONE} Version/17.5 Mobile/15E148 Safari/604.1 NAVER(inapp; search; 2000; 12.6.5; 15)`],
    ['Line', `${IPHONE} Mobile/15E148 Safari Line/14.6.0`],
    ['an app without a name', `${IPHONE} Mobile/15E148`],
  ])('%s on iOS leaves copying the link', (_app, agent) => {
    expect(outsideHref(agent, PAGE)).toBe('')
  })

  it.each([
    ['Safari', `${IPHONE} Version/17.5 Mobile/15E148 Safari/604.1`],
    ['Chrome on iOS', `${IPHONE} CriOS/124.0.6367.88 Mobile/15E148 Safari/604.1`],
    ['Firefox on iOS', `${IPHONE} FxiOS/125.0 Mobile/15E148 Safari/605.1.15`],
    [
      'Chrome on Android',
      'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/124.0.0.0 Mobile Safari/537.36',
    ],
    [
      'Samsung Internet',
      'Mozilla/5.0 (Linux; Android 10; K) SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36',
    ],
    ['Whale', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/124.0.0.0 Whale/3.26.244.14 Safari/537.36'],
    ['Firefox', 'Mozilla/5.0 (X11; Linux x86_64; rv:125.0) Gecko/20100101 Firefox/125.0'],
    ['Headline/1 that is no Line', 'Mozilla/5.0 (X11; Linux x86_64) Headline/1.0 Safari/537.36'],
    ['nothing', ''],
  ])('%s is no app', (_browser, agent) => {
    expect(outsideHref(agent, PAGE)).toBeNull()
  })
})
