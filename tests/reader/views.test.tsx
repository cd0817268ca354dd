import { describe, expect, it } from 'vitest'
import { LOGIN_FAILURES, type OfferedProvider } from '../../src/features/accounts/model.ts'
import { comparePolicies } from '../../src/features/policy/rules.ts'
import type { HeadTags } from '../../src/features/sharing/model.ts'
import { catalogue } from '../../src/locales/index.ts'
import { LANGUAGES } from '../../src/locales/language.ts'
import type { Asked } from '../../src/locales/problem-sentence.ts'
import { ArticlePage } from '../../src/reader/article-page.tsx'
import { DemoPage } from '../../src/reader/demo.tsx'
import { DiscussionView } from '../../src/reader/discussion.tsx'
import { FramePage } from '../../src/reader/frame.tsx'
import { HomePage } from '../../src/reader/home.tsx'
import { FailedPage, LeavePage, NamePage, StartPage } from '../../src/reader/login.tsx'
import { MePage } from '../../src/reader/me.tsx'
import { PermalinkPage } from '../../src/reader/permalink.tsx'
import { PolicyPage } from '../../src/reader/policy.tsx'
import { PrivacyPage } from '../../src/reader/privacy.tsx'
import { ProblemPage } from '../../src/reader/problem.tsx'
import { renderDocument } from '../../src/ui/render.ts'
import { anAccount, anArticle, aPolicy, aSite } from '../support/fixtures.ts'
import { aCommentOf, aDiscussion, aStatement, ownComments } from './fixtures.ts'

const X: OfferedProvider = { name: 'x', label: null, unavailable: null }
const FACEBOOK: OfferedProvider = { ...X, name: 'facebook' }

import { addresses, skeleton, words } from './skeleton.ts'

const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  `' autofocus onfocus='alert(1)`,
  '</textarea></template></title></style><svg onload=alert(1)>',
  '&lt;b&gt; &#60;i&#62; <!-- --> ]]>',
  'javascript:alert(1)',
]
const assets = { styles: '/assets/a.css', scripts: ['/assets/a.js'] }
const viewer = { accountId: 'me', displayName: 'Ada' }
const hrefs = { en: '?lang=en', ko: '?lang=ko' }
const page = { language: 'en', assets, siteKey: 'ledger' } as const

function aHead(text: string): HeadTags {
  return {
    title: text,
    description: text,
    canonical: 'https://c.example/',
    meta: [{ property: 'og:title', content: text }],
    links: [],
    jsonLd: { headline: text },
  }
}

function localized(text: string) {
  return { en: text, ko: text }
}

/** Every page of the reader's side with one text in every field that somebody else fills. */
const PAGES: Record<string, (text: string) => string> = {
  article: (text) =>
    renderDocument(<ArticlePage {...aDiscussion(text)} {...page} head={aHead(text)} banner={text} />),
  'signed in': (text) => {
    const state = {
      draft: text,
      parent: aCommentOf(anAccount('site', { displayName: text }), 'p', text),
      key: text,
      problem: null,
    }
    const mine = ownComments(text)
    const props = aDiscussion(text, { viewer: { accountId: text, displayName: text }, mine, composer: state })
    return renderDocument(<ArticlePage {...props} {...page} head={aHead(text)} />)
  },
  frame: (text) => renderDocument(<FramePage {...aDiscussion(text, { mode: 'frame' })} {...page} />),
  closed: (text) => {
    const props = aDiscussion(text)
    return renderDocument(
      <FramePage {...props} article={{ ...props.article, discussion: 'closed' }} {...page} />,
    )
  },
  permalink: (text) =>
    renderDocument(
      <PermalinkPage
        {...aDiscussion(text, { mode: 'permalink', highlight: 'reply', linked: { as: 'shown' } })}
        {...page}
        head={aHead(text)}
        commentId="reply"
        discussionHref="/a"
      />,
    ),
  policy: (text) => {
    const [clause] = aPolicy('site').clauses
    const policy = aPolicy('site', {
      title: localized(text),
      introduction: localized(text),
      clauses: clause ? [{ ...clause, title: localized(text), text: localized(text) }] : [],
      process: [{ id: 'P1', title: localized(text), text: localized(text) }],
    })
    return renderDocument(
      <PolicyPage
        {...page}
        paper={text}
        timeZone="UTC"
        policy={{ ...policy, version: 2, notice: localized(text) }}
        siteKey="paper"
        versions={[policy]}
        compared={{ version: 1, comparison: comparePolicies(aPolicy('site'), policy) }}
        languageHrefs={hrefs}
      />,
    )
  },
  me: (text) =>
    renderDocument(
      <MePage
        {...page}
        paper={text}
        timeZone="UTC"
        displayName={text}
        comments={ownComments(text)}
        standing={{ restrictions: [], appeals: [], messages: [], unread: 0 }}
        isFirst
        nextHref={null}
        policyHref="/policy"
        languageHrefs={hrefs}
      />,
    ),
  privacy: (text) =>
    renderDocument(
      <PrivacyPage {...page} paper={text} ownPageHref="/me" asksOutside languageHrefs={hrefs} />,
    ),
  name: (text) =>
    renderDocument(
      <NamePage
        {...page}
        paper={text}
        attemptId={text}
        name={text}
        problem={{ type: 'name-invalid', details: {} }}
      />,
    ),
  start: (text) => renderDocument(<StartPage {...page} paper={text} provider={X} articleId={text} />),
  problem: (text) =>
    renderDocument(
      <ProblemPage
        {...page}
        asked="written"
        problem={{ type: 'internal-error', details: {} }}
        requestId={text}
        on={{ href: '/', label: 'Back' }}
        draft={text}
      />,
    ),
  demo: (text) => {
    const image = { url: 'https://p.example/i.jpg', alt: text, caption: text, credit: text, photo: null }
    const article = anArticle('site', {
      id: 'article',
      headline: text,
      description: text,
      section: [text],
      authors: [{ name: text, email: 'a@p.example' }],
      image,
    })
    return renderDocument(
      <DemoPage
        {...page}
        head={aHead(text)}
        site={aSite({ id: 'site', title: localized(text) })}
        article={article}
        paragraphs={[text]}
        photo={{ src: '/photo.jpg', width: 16, height: 9 }}
        shareUrl="https://c.example/a"
        homeHref="/"
        languageHrefs={hrefs}
      />,
    )
  },
}

const withoutData = (html: string) =>
  html.replace(/<script type="application\/ld\+json">[^<]*<\/script>/g, '')

describe.each(Object.entries(PAGES))('hostile text on the page: %s', (_name, render) => {
  it.each(HOSTILE)('%s stays text', (text) => {
    const html = withoutData(render(text))
    expect(skeleton(html)).toEqual(skeleton(withoutData(render('harmless'))))
    expect(addresses(html).filter((address) => !/^([/?#]|https:\/\/|mailto:a@)/.test(address))).toEqual([])
  })

  it('has no inline script, style or handler', () => {
    const html = withoutData(render('x'))
    expect(skeleton(html).filter((tag) => / (style|on\w+)( |$)/.test(tag) || /^style/.test(tag))).toEqual([])
    expect(html.match(/<script(?! type="module" src=)/g)).toBeNull()
  })
})

describe('an article whose address is not a web address', () => {
  it('is named but not linked', () => {
    const props = aDiscussion('x')
    const article = { ...props.article, url: 'javascript:alert(1)' }
    const html = renderDocument(<ArticlePage {...props} article={article} {...page} head={aHead('x')} />)
    expect(html).not.toContain('javascript:')
  })
})

describe('writing', () => {
  const locked = String(<DiscussionView {...aDiscussion('My draft')} />)
  const signedIn = String(
    <DiscussionView
      {...aDiscussion('', { viewer, composer: { draft: '', parent: null, key: 'key-12345', problem: null } })}
    />,
  )

  it('locked, names the paper and both ways in, and each way takes the typed text along', () => {
    expect(
      words(
        String(
          <DiscussionView {...aDiscussion('My draft')} site={aSite({ title: localized('The Ledger') })} />,
        ),
      ),
    ).toContain('Log in with X (Twitter) or Facebook to connect with The Ledger and write comments.')
    const form = /<form class="composer"[\s\S]*?<\/form>/.exec(locked)?.[0] ?? ''
    expect(form).toContain('formaction="/login/x"')
    expect(form).toContain('formaction="/login/facebook"')
    expect(form).toMatch(/<textarea[^>]*name="text"[^>]*>My draft<\/textarea>/)
    for (const name of ['article', 'parent', 'lang']) expect(form).toContain(`type="hidden" name="${name}"`)
  })

  it('never cuts a text while it is typed', () => {
    expect(locked + signedIn).not.toContain('maxlength')
  })

  it('signed in, says as whom and lets go by a form', () => {
    expect(words(signedIn)).toContain('Posting as Ada')
    expect(signedIn).toContain('action="/a/article/comments"')
    expect(signedIn).toContain('name="key" value="key-12345"')
    expect(signedIn).toMatch(/<form id="sign-out" method="post" action="\/logout">/)
    const inert = /<template data-part="lock-template">[\s\S]*?<\/template>[\s\S]*?<\/template>/
    expect(signedIn.replace(inert, '')).not.toContain('formaction="/login/')
  })

  it('tells a refusal with its figures and gives the text back', () => {
    const problem = { type: 'text-too-long', details: { count: 291, limit: 250 } } as const
    const html = String(
      <DiscussionView
        {...aDiscussion('', { viewer, composer: { draft: 'Long', parent: null, key: '', problem } })}
      />,
    )
    expect(html).toMatch(/<p class="note bad" role="alert"[^>]*>Your comment is too long[^<]*291 of 250/)
    expect(html).toMatch(/<textarea[^>]*>Long</)
  })

  it.each([
    [45, 'Try again in 45 s.'],
    [100, 'Try again in 2 min.'],
  ])('says when to try again after %i s', (retryAfter, sentence) => {
    const problem = { type: 'rate-limited', details: { retryAfter } } as const
    expect(
      words(
        String(
          <DiscussionView
            {...aDiscussion('', { viewer, composer: { draft: '', parent: null, key: '', problem } })}
          />,
        ),
      ),
    ).toContain(sentence)
  })

  it('says whom a reply answers, and offers to stop', () => {
    const parent = aCommentOf(anAccount('site', { displayName: 'Maya' }), 'p', 'x')
    const html = String(
      <DiscussionView {...aDiscussion('', { composer: { draft: '', parent, key: '', problem: null } })} />,
    )
    expect(words(html)).toContain('Replying to Maya Cancel reply')
    expect(html).toContain('name="parent" value="p"')
  })

  it('in a closed discussion is over, but a text that came too late can be copied', () => {
    const props = aDiscussion('Too late')
    const html = String(<DiscussionView {...props} article={{ ...props.article, discussion: 'closed' }} />)
    expect(words(html)).toContain(catalogue('en').reader.thread.closed)
    expect(html).toMatch(/<textarea[^>]*readonly[^>]*>Too late</)
    expect(html).not.toMatch(/<form(?! method="dialog")/)
    expect(html).not.toContain('data-reply')
  })

  it('switched off shows neither form nor thread', () => {
    const props = aDiscussion('Words')
    const html = String(
      <DiscussionView
        {...props}
        composer={{ ...props.composer, draft: '' }}
        article={{ ...props.article, discussion: 'off' }}
      />,
    )
    expect(words(html)).toContain(catalogue('en').reader.thread.off)
    expect(html).not.toMatch(/<form|<article/)
  })
})

describe('reading', () => {
  it('names every comment by author and time, and says in words what a reply answers', () => {
    const html = String(<DiscussionView {...aDiscussion('Maya')} />)
    const articles = Array.from(html.matchAll(/<article id="(c-\w+)"[^>]*aria-labelledby="([^"]+)"/g))
    expect(articles.map(([, id]) => id)).toEqual(['c-top', 'c-reply', 'c-second'])
    for (const [, id, label] of articles) {
      const name = new RegExp(`id="${label}"[\\s\\S]*?</header>`).exec(html)?.[0] ?? ''
      expect(name).toContain('Maya')
      expect(name).toMatch(/<time datetime="2026-01-05T09:00:00.000Z"/)
      expect(name.includes('Reply to Maya')).toBe(id === 'c-reply')
    }
  })

  it('prints times of the newspaper, the same for every reader', () => {
    expect(words(String(<DiscussionView {...aDiscussion('x')} />))).toContain('5 Jan 2026, 18:00')
    expect(words(String(<DiscussionView {...aDiscussion('x', { language: 'ko' })} />))).toContain(
      '2026. 1. 5. 18:00',
    )
  })

  it('keeps the place of a removed comment without its text or its author', () => {
    const account = anAccount('site', { displayName: 'Gone Person' })
    const comment = aCommentOf(account, 'gone', 'Gone text', { state: 'rejected' })
    const reply = aCommentOf(anAccount('site', { displayName: 'Omar' }), 'r', 'An answer', {
      parentId: 'gone',
    })
    const html = String(
      <DiscussionView {...aDiscussion('x', { items: [{ comment, replyCount: 1, replies: [reply] }] })} />,
    )
    expect(words(html)).toContain('Removed by moderators under the Standards Board Policy .')
    expect(html).not.toMatch(/Gone (text|Person)/)
    expect(words(html)).toContain('An answer')
  })

  it('invites to write where there is nothing, but not where nobody can', () => {
    const props = aDiscussion('', { items: [], count: 0 })
    expect(words(String(<DiscussionView {...props} />))).toContain(catalogue('en').reader.thread.empty)
    const closed = String(<DiscussionView {...props} article={{ ...props.article, discussion: 'closed' }} />)
    expect(words(closed)).not.toContain(catalogue('en').reader.thread.empty)
  })

  it('marks the linked comment in words and leads to the whole discussion', () => {
    const html = String(<DiscussionView {...aDiscussion('x', { mode: 'permalink', highlight: 'reply' })} />)
    expect(/id="c-reply"[\s\S]*?<\/header>/.exec(html)?.[0]).toContain('Linked comment')
    expect(html.match(/Linked comment/g)).toHaveLength(1)
    expect(words(html)).toContain('Show the whole discussion')
  })

  it('tells nothing of a comment that is not available', () => {
    const html = renderDocument(
      <PermalinkPage
        {...aDiscussion('Secret words', { linked: { as: 'missing', says: null } })}
        site={aSite()}
        article={anArticle('site')}
        {...page}
        head={aHead('Page')}
        commentId="top"
        discussionHref="/a/article"
      />,
    )
    expect(words(html)).toContain(catalogue('en').reader.permalink.missing)
    expect(html).not.toContain('Secret words')
    expect(html).toContain('<meta name="robots" content="noindex"')
    expect(html).toContain('href="/a/article"')
  })

  it('inside the frame, sends every link and form out of it except its own pages', () => {
    const html = String(
      <DiscussionView
        {...aDiscussion('x', {
          mode: 'frame',
          viewer,
          mine: ownComments('x'),
          nextHref: '/frame?cursor=1',
          sortHrefs: { newest: '/frame', oldest: '/frame?sort=oldest', replied: '/frame?sort=replied' },
        })}
      />,
    )
    const stay = Array.from(html.matchAll(/<a ([^>]*)>/g), ([, attributes]) => attributes ?? '')
      .filter((attributes) => !/target="_(blank|top)"/.test(attributes))
      .map((attributes) => /href="([^"]*)"/.exec(attributes)?.[1])
    expect(stay.filter((href) => !/^(#|\/frame)/.test(href ?? ''))).toEqual([])
    const forms = html.match(/<form [^>]*>/g)?.filter((form) => !form.includes('target="_top"'))
    expect(forms).toEqual(['<form id="sign-out" method="post" action="/logout">', '<form method="dialog">'])
  })
})

describe("the reader's own comments", () => {
  const html = String(<DiscussionView {...aDiscussion('x', { viewer, mine: ownComments('My words') })} />)

  it('are shown in their state, in words', () => {
    expect(/id="c-waiting"[\s\S]*?<\/article>/.exec(html)?.[0]).toContain('Waiting for review')
    expect(/id="c-refused"[\s\S]*?<\/article>/.exec(html)?.[0]).toContain('Not published')
  })

  it('when refused, come with clause, explanation, who decided and the way to the policy', () => {
    const box = /<section class="why"[\s\S]*?<\/section>/.exec(html)?.[0] ?? ''
    expect(words(box)).toContain('SB-01 My words.')
    expect(words(box)).toContain('A moderator decided this on 5 Jan 2026, 18:00; no machine was involved.')
    expect(box).toContain('href="/policy?site=paper#SB-01"')
  })

  it.each([
    [{ automatedDetection: true }, 'Found by a word rule; a moderator decided'],
    [{ automatedDecision: 'full' } as const, 'Decided by an automatic rule'],
    [{ source: 'report' as const }, 'Another reader had reported it.'],
  ])('say truly how the decision came about: %o', (change, sentence) => {
    const own = ownComments('x', aStatement('x', change))
    expect(words(String(<DiscussionView {...aDiscussion('x', { viewer, mine: own })} />))).toContain(sentence)
  })

  it('say so when the reason cannot be shown', () => {
    const own = ownComments('x', null)
    expect(words(String(<DiscussionView {...aDiscussion('x', { viewer, mine: own })} />))).toContain(
      catalogue('en').reader.statement.missing,
    )
  })
})

describe('in Korean', () => {
  const html = String(<DiscussionView {...aDiscussion('김하늘', { language: 'ko' })} />)

  it('speaks Korean throughout, counts with 자 and adds 님 to names', () => {
    expect(html).toContain('lang="ko"')
    expect(words(html)).toContain('소셜 댓글')
    expect(words(html)).toContain('X(트위터) 또는 페이스북 계정으로 로그인하면')
    expect(html).toMatch(/data-part="counter"[^>]*>3\/250자</)
    expect(words(html)).toContain('김하늘 님에게 단 답글')
  })

  it('leaves no English word on the page', () => {
    const seen = words(html.replace(/ data-words="[^"]*"/, ''))
    expect(seen.replace(/\bX\b/g, '').match(/[A-Za-z]{2,}/g)).toBeNull()
  })
})

describe.each(LANGUAGES)('signing in (%s)', (language) => {
  const base = { language, assets, paper: 'P', siteKey: 'ledger' }

  it('leaves by a refresh and by a link, both to the same address', () => {
    const url = 'https://x.example/authorize?a=1&b="2"'
    const html = renderDocument(<LeavePage {...base} provider={X} authorizationUrl={url} />)
    const escaped = url.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
    expect(html).toContain(`<meta http-equiv="refresh" content="0; url=${escaped}"`)
    expect(html).toContain(`href="${escaped}"`)
  })

  it.each(LOGIN_FAILURES)('explains a failure: %s', (failure) => {
    const sentence = catalogue(language).reader.login.failures[failure](
      catalogue(language).common.providersShort.facebook,
    )
    const html = renderDocument(
      <FailedPage
        {...base}
        provider={FACEBOOK}
        failure={failure}
        retryAfter={null}
        flow="page"
        backHref="/a/article"
      />,
    )
    expect(words(html)).toContain(sentence)
    expect(html).toContain('href="/a/article"')
  })

  it('promises a text only to whom was writing one', () => {
    const { textKept } = catalogue(language).reader.login
    const failed = { ...base, provider: FACEBOOK, failure: 'denied', retryAfter: null, flow: 'page' } as const
    expect(words(renderDocument(<FailedPage {...failed} backHref="/a/article" />))).toContain(textKept)
    const elsewhere = words(renderDocument(<FailedPage {...failed} backHref="/console/login" isElsewhere />))
    expect(elsewhere).not.toContain(textKept)
    expect(elsewhere).not.toMatch(/your text|글/i)
  })

  it('a popup that failed sends nobody to a second copy of the discussion', () => {
    const html = renderDocument(
      <FailedPage
        {...base}
        provider={X}
        failure="denied"
        retryAfter={null}
        flow="popup"
        backHref="/a/article"
      />,
    )
    expect(html).not.toContain('href="/a/article"')
  })
})

describe('a refused form', () => {
  it.each(['rate-limited', 'storage-full', 'storage-unavailable'] as const)(
    'promises a kept text only where one was written: %s',
    (type) => {
      const refused = { ...page, problem: { type, details: {} }, requestId: 'r', on: null }
      const said = (asked: Asked) =>
        words(renderDocument(<ProblemPage {...refused} asked={asked} draft="" />))
      expect(said('written')).toContain('Your text is kept')
      expect(said('filed')).toContain('What you wrote is kept')
      expect(said('filed')).not.toMatch(/comments|writing/i)
      expect(said('pressed')).not.toMatch(/your text|comments|writing/i)
    },
  )
})

describe('the start page', () => {
  it('says of each thing that runs what it is', () => {
    const html = renderDocument(
      <HomePage {...page} version="1.2.3" links={[{ name: 'demo', href: '/demo' }]} languageHrefs={hrefs} />,
    )
    expect(words(html)).toContain('Demo article A newspaper page with the discussion under it.')
    expect(words(html)).toContain('1.2.3')
  })
})
