import { type SQL, sql } from 'drizzle-orm'
import {
  type AnySQLiteColumn,
  check,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core'
import {
  LOGIN_FAILURES,
  LOGIN_PURPOSES,
  type LoginAttempt,
  type LoginFailure,
  type LoginFlow,
  type LoginPurpose,
  PROVIDER_NAMES,
  ROLES,
  type Role,
  type SessionKind,
  type Unavailable,
} from '../../features/accounts/model.ts'
import {
  ARTICLE_SOURCES,
  type ArticleImage,
  type Author,
  DISCUSSION_STATES,
} from '../../features/articles/model.ts'
import type { ReadCause, ReadFailure, ReadKind } from '../../features/articles/read-model.ts'
import { type CheckResult, COMMENT_STATES } from '../../features/comments/model.ts'
import { OUTBOX_KINDS } from '../../features/delivery/model.ts'
import { ALERT_KINDS } from '../../features/moderation/alert-model.ts'
import {
  APPEAL_OUTCOMES,
  type Appeal,
  CASE_KINDS,
  type CaseKind,
  DECISION_ACTIONS,
  DECISION_GROUNDS,
  DECISION_SOURCES,
  type Decision,
  INBOX_KINDS,
  type InboxKind,
  NOTICE_OUTCOMES,
  NOTICE_REGIMES,
  type NoticeOutcome,
  type NoticeRegime,
  REPORT_OUTCOMES,
  RESTRICTIONS,
  type Report,
  type RestrictionKind,
} from '../../features/moderation/model.ts'
import type { Clause, PolicyContent, ProcessSection } from '../../features/policy/model.ts'
import {
  MODERATION_MODES,
  type OutsideCheck,
  type RateFigures,
  type SignOn,
} from '../../features/sites/model.ts'
import { LANGUAGES, type Localized } from '../../locales/language.ts'

// Times are epoch milliseconds. No foreign key cascades: a table rebuild or a slip must not empty a child table.

const SESSION_KINDS: readonly SessionKind[] = ['reader', 'staff', 'page']
const FLOWS: readonly LoginFlow[] = ['page', 'popup', 'redirect']
const STATUSES: readonly LoginAttempt['status'][] = [
  'started',
  'asserted',
  'exchanging',
  'name-needed',
  'consent-needed',
  'done',
  'failed',
  'redeemed',
]

/** Text of a CHECK on our own constants; nothing from outside ever reaches it. */
function oneOf(column: string, values: readonly string[]): SQL {
  return sql.raw(`${column} IN (${values.map((value) => `'${value}'`).join(', ')})`)
}

/** Cases of the queue: one of them at a time per comment. */
const REVIEWS = "kind IN ('premoderation', 'reports', 'own')"

const rule = (condition: string): SQL => sql.raw(condition)

const id = () => text('id').primaryKey()
const siteId = () =>
  text('site_id')
    .notNull()
    .references(() => sites.id)
const accountId = () =>
  text('account_id')
    .notNull()
    .references(() => accounts.id)

/** One row: what this file is for. A sandbox's made-up people must never be served as real ones. */
export const installation = sqliteTable(
  'installation',
  {
    id: integer('id').primaryKey(),
    kind: text('kind', { enum: ['sandbox', 'production'] }).notNull(),
    createdAt: integer('created_at').notNull(),
  },
  () => [
    check('installation_one_row', rule('id = 1')),
    check('installation_kind', oneOf('kind', ['sandbox', 'production'])),
  ],
)

export const sites = sqliteTable(
  'sites',
  {
    id: id(),
    key: text('key').notNull(),
    title: text('title', { mode: 'json' }).$type<Localized>().notNull(),
    origins: text('origins', { mode: 'json' }).$type<readonly string[]>().notNull(),
    language: text('language', { enum: LANGUAGES }).notNull(),
    accent: text('accent').notNull(),
    mode: text('mode', { enum: MODERATION_MODES }).notNull(),
    newcomerThreshold: integer('newcomer_threshold').notNull(),
    rates: text('rates', { mode: 'json' }).$type<RateFigures>().notNull(),
    /** The paper's own sign-on: the page of theirs that readers are sent to. */
    signOn: text('sign_on', { mode: 'json' }).$type<SignOn>(),
    revision: integer('revision').notNull(),
    createdAt: integer('created_at').notNull(),
    // The default is for sites from before there was a choice: theirs were printed so.
    timeZone: text('time_zone').notNull().default('Asia/Seoul'),
    /** Nothing new is taken on the whole site; what is there can be read. */
    paused: integer('paused', { mode: 'boolean' }).notNull().default(false),
    /** Days after an article's publication on which its discussion closes. */
    closeAfterDays: integer('close_after_days'),
    /** Weight of open reports at which a published comment waits for a person. */
    holdReports: integer('hold_reports'),
    outsideCheck: text('outside_check', { mode: 'json' }).$type<OutsideCheck>(),
    /** Where photos may be fetched from, beside the origins. */
    imageOrigins: text('image_origins', { mode: 'json' }).$type<readonly string[]>().notNull().default([]),
    /** SHA-256 (hex) of the picture. */
    logo: text('logo'),
    fediverseCreator: text('fediverse_creator'),
  },
  (table) => [
    uniqueIndex('sites_key').on(table.key),
    check('sites_key_length', rule('length(key) BETWEEN 1 AND 40')),
    check('sites_language', oneOf('language', LANGUAGES)),
    check('sites_accent', rule("accent GLOB '#[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]'")),
    check('sites_mode', oneOf('mode', MODERATION_MODES)),
    check('sites_newcomer_threshold', rule('newcomer_threshold >= 1')),
    check('sites_revision', rule('revision >= 1')),
    check('sites_json', rule('json_valid(title) AND json_valid(origins) AND json_valid(rates)')),
  ],
)

export const accounts = sqliteTable(
  'accounts',
  {
    id: id(),
    siteId: siteId(),
    displayName: text('display_name').notNull(),
    role: text('role', { enum: ROLES }).notNull(),
    language: text('language', { enum: LANGUAGES }).notNull(),
    createdAt: integer('created_at').notNull(),
    submissions: integer('submissions').notNull(),
    approved: integer('approved').notNull(),
    rejected: integer('rejected').notNull(),
    nameChangedAt: integer('name_changed_at'),
    /** When a wished erasure is carried out; until then it can be taken back. */
    erasureAt: integer('erasure_at'),
    /** The row stays, for what hangs on it; nothing in it tells who it was. */
    erasedAt: integer('erased_at'),
  },
  (table) => [
    index('accounts_site').on(table.siteId),
    index('accounts_staff').on(table.siteId, table.role).where(rule("role <> 'reader'")),
    index('accounts_erasure').on(table.erasureAt).where(rule('erasure_at IS NOT NULL')),
    check('accounts_erased', rule("erased_at IS NULL OR (erasure_at IS NULL AND role = 'reader')")),
    check('accounts_display_name', rule('length(display_name) BETWEEN 1 AND 1000')),
    check('accounts_role', oneOf('role', ROLES)),
    check('accounts_language', oneOf('language', LANGUAGES)),
    check('accounts_counters', rule('submissions >= 0 AND approved >= 0 AND rejected >= 0')),
  ],
)

export const identities = sqliteTable(
  'identities',
  {
    siteId: siteId(),
    provider: text('provider').notNull(),
    appId: text('app_id').notNull(),
    subject: text('subject').notNull(),
    accountId: accountId(),
    linkedAt: integer('linked_at').notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.siteId, table.provider, table.appId, table.subject] }),
    index('identities_account').on(table.accountId),
    index('identities_provider').on(table.provider, table.appId, table.subject),
    check('identities_subject', rule('length(subject) BETWEEN 1 AND 300')),
  ],
)

export const loginAttempts = sqliteTable(
  'login_attempts',
  {
    id: id(),
    siteId: siteId(),
    purpose: text('purpose').$type<LoginPurpose>().notNull(),
    /** Where the reader goes back to; without one, to the own page. */
    articleId: text('article_id').references(() => articles.id),
    /** What the browser said; whether there is such a decision is settled on its page. */
    decisionId: text('decision_id'),
    provider: text('provider', { enum: PROVIDER_NAMES }).notNull(),
    flow: text('flow').$type<LoginFlow>().notNull(),
    stateHash: text('state_hash').notNull(),
    browserHash: text('browser_hash').notNull(),
    verifier: text('verifier').notNull(),
    redeemHash: text('redeem_hash'),
    draft: text('draft').notNull(),
    /** What the browser said; whether there is such a comment is settled when one is submitted. */
    parentId: text('parent_id'),
    language: text('language', { enum: LANGUAGES }).notNull(),
    status: text('status').$type<LoginAttempt['status']>().notNull(),
    failure: text('failure').$type<LoginFailure>(),
    identityProvider: text('identity_provider'),
    identityAppId: text('identity_app_id'),
    identitySubject: text('identity_subject'),
    suggestedName: text('suggested_name').notNull(),
    accountId: text('account_id').references(() => accounts.id),
    /** `link`: who was signed in when it began. */
    linkAccountId: text('link_account_id').references(() => accounts.id),
    /** `enrol`: the invitation that this browser claimed. */
    invitationId: text('invitation_id').references(() => staffInvitations.id),
    retryAt: integer('retry_at'),
    createdAt: integer('created_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
    doneAt: integer('done_at'),
    redeemedAt: integer('redeemed_at'),
    /** The session made at redeeming; sessions come and go, so it is no foreign key. */
    sessionId: text('session_id'),
  },
  (table) => [
    uniqueIndex('login_attempts_state').on(table.stateHash),
    index('login_attempts_expiry').on(table.expiresAt),
    check('login_attempts_provider', oneOf('provider', PROVIDER_NAMES)),
    check('login_attempts_flow', oneOf('flow', FLOWS)),
    check('login_attempts_status', oneOf('status', STATUSES)),
    check('login_attempts_failure', oneOf('failure', LOGIN_FAILURES)),
    check('login_attempts_purpose', oneOf('purpose', LOGIN_PURPOSES)),
    check('login_attempts_link', rule("(purpose = 'link') = (link_account_id IS NOT NULL)")),
    check('login_attempts_enrol', rule("(purpose = 'enrol') = (invitation_id IS NOT NULL)")),
    check('login_attempts_article', rule("purpose = 'reader' OR (article_id IS NULL AND flow = 'page')")),
    check('login_attempts_language', oneOf('language', LANGUAGES)),
    check('login_attempts_draft', rule('octet_length(draft) <= 16384')),
    check('login_attempts_redeem', rule("(flow = 'page') = (redeem_hash IS NULL)")),
    check('login_attempts_done', rule("status NOT IN ('done', 'redeemed') OR account_id IS NOT NULL")),
  ],
)

export const sessions = sqliteTable(
  'sessions',
  {
    id: id(),
    kind: text('kind').$type<SessionKind>().notNull(),
    tokenHash: text('token_hash').notNull(),
    siteId: siteId(),
    accountId: accountId(),
    articleId: text('article_id').references(() => articles.id),
    /** The identity that opened it: its sessions end with it. */
    identityProvider: text('identity_provider'),
    identityAppId: text('identity_app_id'),
    identitySubject: text('identity_subject'),
    /** Browser and system in two words, so that a person recognises the own devices. */
    agent: text('agent').notNull().default(''),
    createdAt: integer('created_at').notNull(),
    lastSeenAt: integer('last_seen_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
  },
  (table) => [
    check('sessions_agent', rule('length(agent) <= 80')),
    index('sessions_identity')
      .on(table.identityProvider, table.identityAppId, table.identitySubject)
      .where(rule('identity_subject IS NOT NULL')),
    uniqueIndex('sessions_token').on(table.tokenHash),
    index('sessions_account').on(table.accountId),
    index('sessions_expiry').on(table.expiresAt),
    check('sessions_kind', oneOf('kind', SESSION_KINDS)),
    check('sessions_page', rule("(kind = 'page') = (article_id IS NOT NULL)")),
  ],
)

/** A link into the console that works once: for the sandbox's desk, the first admin, or an invited colleague. */
export const staffInvitations = sqliteTable(
  'staff_invitations',
  {
    id: id(),
    tokenHash: text('token_hash').notNull(),
    siteId: siteId(),
    role: text('role').$type<Exclude<Role, 'reader'>>().notNull(),
    /** Only a sandbox's link names an account: it opens that account's session by itself. */
    accountId: text('account_id').references(() => accounts.id),
    /** `null` for the link that an operator made on the machine. */
    invitedById: text('invited_by_id').references(() => accounts.id),
    /** Whose second factor it renews, and nobody else's; `null` for whoever is invited. */
    renewsId: text('renews_id').references(() => accounts.id),
    /** Once claimed, the browser that holds this cookie, and no other, may enrol. */
    browserHash: text('browser_hash'),
    createdAt: integer('created_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
    usedAt: integer('used_at'),
  },
  (table) => [
    uniqueIndex('staff_invitations_token').on(table.tokenHash),
    index('staff_invitations_site').on(table.siteId, table.createdAt),
    index('staff_invitations_expiry').on(table.expiresAt),
    check('staff_invitations_role', oneOf('role', ROLES.slice(1))),
  ],
)

/** The second factor of a person of the desk (RFC 6238). */
export const staffFactors = sqliteTable(
  'staff_factors',
  {
    accountId: text('account_id')
      .primaryKey()
      .references(() => accounts.id),
    siteId: siteId(),
    /** Sealed by the installation's secret: the file alone makes no codes. */
    secret: text('secret').notNull(),
    /** Newest time step that was used: a code works once (RFC 6238 §5.2). */
    lastStep: integer('last_step').notNull(),
    failures: integer('failures').notNull(),
    lockedUntil: integer('locked_until').notNull(),
    createdAt: integer('created_at').notNull(),
  },
  () => [check('staff_factors_counters', rule('failures >= 0 AND last_step >= 0'))],
)

export const recoveryCodes = sqliteTable(
  'recovery_codes',
  { accountId: accountId(), siteId: siteId(), codeHash: text('code_hash').notNull() },
  (table) => [primaryKey({ columns: [table.accountId, table.codeHash] })],
)

/** Why a provider takes no logins for now: the operator has to pay, or a month has to end. */
export const providerStates = sqliteTable(
  'provider_states',
  {
    provider: text('provider', { enum: PROVIDER_NAMES }).notNull(),
    appId: text('app_id').notNull(),
    failure: text('failure').$type<Unavailable>().notNull(),
    since: integer('since').notNull(),
    until: integer('until').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.provider, table.appId] }),
    check('provider_states_failure', oneOf('failure', ['out-of-credit', 'capped'])),
  ],
)

/** Logins of a calendar month in UTC, `2026-11`: what X bills. */
export const providerUsage = sqliteTable(
  'provider_usage',
  {
    siteId: siteId(),
    provider: text('provider', { enum: PROVIDER_NAMES }).notNull(),
    month: text('month').notNull(),
    logins: integer('logins').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.siteId, table.provider, table.month] }),
    check('provider_usage_month', rule("month GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]'")),
  ],
)

/** A key of the paper's own sign-on. The key itself is derived from the installation's secret and this id. */
export const signOnKeys = sqliteTable(
  'sign_on_keys',
  {
    id: id(),
    siteId: siteId(),
    createdAt: integer('created_at').notNull(),
    endedAt: integer('ended_at'),
  },
  (table) => [index('sign_on_keys_site').on(table.siteId)],
)

/** Sign-on tokens that were used, until they would have expired anyway. */
export const signOnTokens = sqliteTable(
  'sign_on_tokens',
  { siteId: siteId(), jti: text('jti').notNull(), expiresAt: integer('expires_at').notNull() },
  (table) => [
    primaryKey({ columns: [table.siteId, table.jti] }),
    index('sign_on_tokens_expiry').on(table.expiresAt),
  ],
)

/** What became of a provider's request to delete a person's data. Says nothing about the person. */
export const deletionRequests = sqliteTable(
  'deletion_requests',
  {
    codeHash: text('code_hash').primaryKey(),
    provider: text('provider', { enum: PROVIDER_NAMES }).notNull(),
    appId: text('app_id').notNull(),
    requestedAt: integer('requested_at').notNull(),
    /** Accounts that were erased and identities that were taken off an account with others. */
    erased: integer('erased').notNull(),
    unlinked: integer('unlinked').notNull(),
  },
  (table) => [index('deletion_requests_age').on(table.requestedAt)],
)

export const articles = sqliteTable(
  'articles',
  {
    id: id(),
    siteId: siteId(),
    key: text('key').notNull(),
    url: text('url').notNull(),
    headline: text('headline').notNull(),
    description: text('description').notNull(),
    section: text('section', { mode: 'json' }).$type<readonly string[]>().notNull(),
    authors: text('authors', { mode: 'json' }).$type<readonly Author[]>().notNull(),
    image: text('image', { mode: 'json' }).$type<ArticleImage>(),
    publishedAt: integer('published_at').notNull(),
    modifiedAt: integer('modified_at'),
    language: text('language', { enum: LANGUAGES }).notNull(),
    discussion: text('discussion', { enum: DISCUSSION_STATES }).notNull(),
    premoderated: integer('premoderated', { mode: 'boolean' }).notNull(),
    revision: integer('revision').notNull(),
    commentCount: integer('comment_count').notNull(),
    createdAt: integer('created_at').notNull(),
    /** In place of the site's figure. */
    closeAfterDays: integer('close_after_days'),
    /** A published top-level comment that stands before the others. */
    pinnedCommentId: text('pinned_comment_id'),
    tags: text('tags', { mode: 'json' }).$type<readonly string[]>().notNull().default([]),
    /** Whether the paper told us, or we read its page. */
    source: text('source', { enum: ARTICLE_SOURCES }).notNull().default('push'),
  },
  (table) => [
    uniqueIndex('articles_key').on(table.siteId, table.key),
    uniqueIndex('articles_url').on(table.siteId, table.url),
    index('articles_newest').on(table.siteId, table.publishedAt, table.id),
    check('articles_key_length', rule('length(key) BETWEEN 1 AND 200')),
    check('articles_url_length', rule('length(url) BETWEEN 1 AND 2048')),
    check('articles_headline', rule('length(headline) BETWEEN 1 AND 300')),
    check('articles_description', rule('length(description) <= 600')),
    check('articles_language', oneOf('language', LANGUAGES)),
    check('articles_discussion', oneOf('discussion', DISCUSSION_STATES)),
    check('articles_premoderated', rule('premoderated IN (0, 1)')),
    check('articles_counters', rule('revision >= 1 AND comment_count >= 0')),
    check(
      'articles_json',
      rule('json_valid(section) AND json_valid(authors) AND (image IS NULL OR json_valid(image))'),
    ),
  ],
)

/** Addresses that an article had before: they lead to it still. */
export const articleAliases = sqliteTable(
  'article_aliases',
  {
    siteId: siteId(),
    url: text('url').notNull(),
    articleId: text('article_id')
      .notNull()
      .references(() => articles.id),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.siteId, table.url] }),
    index('article_aliases_article').on(table.articleId),
    check('article_aliases_url_length', rule('length(url) BETWEEN 1 AND 2048')),
  ],
)

/** Pages and photos to fetch, and what became of it: one row for each, however often it is asked for. */
export const articleReads = sqliteTable(
  'article_reads',
  {
    siteId: siteId(),
    kind: text('kind').$type<ReadKind>().notNull(),
    /** `page`: its canonical URL. `photo`: the article's id. */
    subject: text('subject').notNull(),
    cause: text('cause').$type<ReadCause>().notNull(),
    queuedAt: integer('queued_at').notNull(),
    /** When it is fetched next; `null` when nothing is to be done. */
    dueAt: integer('due_at'),
    attempts: integer('attempts').notNull(),
    doneAt: integer('done_at'),
    failure: text('failure').$type<ReadFailure>(),
    /** A failure is remembered until then. */
    quietUntil: integer('quiet_until'),
    articleId: text('article_id').references(() => articles.id),
  },
  (table) => [
    primaryKey({ columns: [table.siteId, table.kind, table.subject] }),
    index('article_reads_due').on(table.dueAt).where(rule('due_at IS NOT NULL')),
    index('article_reads_budget').on(table.siteId, table.queuedAt),
    index('article_reads_done').on(table.doneAt),
    check('article_reads_kind', oneOf('kind', ['page', 'photo'])),
    check('article_reads_cause', oneOf('cause', ['seen', 'asked', 'age'])),
    check('article_reads_attempts', rule('attempts >= 0')),
  ],
)

/** Keys with which a paper's own system tells of its articles. Kept as hashes. */
export const siteKeys = sqliteTable(
  'site_keys',
  {
    id: id(),
    siteId: siteId(),
    /** SHA-256 (hex). */
    hash: text('hash').notNull(),
    createdAt: integer('created_at').notNull(),
    endedAt: integer('ended_at'),
  },
  (table) => [uniqueIndex('site_keys_hash').on(table.hash), index('site_keys_site').on(table.siteId)],
)

/** Never changed once published: see `triggers.sql`. */
export const policies = sqliteTable(
  'policies',
  {
    siteId: siteId(),
    version: integer('version').notNull(),
    title: text('title', { mode: 'json' }).$type<Localized>().notNull(),
    introduction: text('introduction', { mode: 'json' }).$type<Localized>().notNull(),
    clauses: text('clauses', { mode: 'json' }).$type<readonly Clause[]>().notNull(),
    process: text('process', { mode: 'json' }).$type<readonly ProcessSection[]>().notNull(),
    publishedAt: integer('published_at').notNull(),
    /** What changed, in words for readers. */
    notice: text('notice', { mode: 'json' }).$type<Localized>(),
  },
  (table) => [
    primaryKey({ columns: [table.siteId, table.version] }),
    check('policies_version', rule('version >= 1')),
    check('policies_json', rule('json_valid(title) AND json_valid(clauses) AND json_valid(process)')),
  ],
)

export const comments = sqliteTable(
  'comments',
  {
    id: id(),
    siteId: siteId(),
    articleId: text('article_id')
      .notNull()
      .references(() => articles.id),
    parentId: text('parent_id').references((): AnySQLiteColumn => comments.id),
    accountId: accountId(),
    body: text('body').notNull(),
    state: text('state', { enum: COMMENT_STATES }).notNull(),
    version: integer('version').notNull(),
    policyVersion: integer('policy_version').notNull(),
    createdAt: integer('created_at').notNull(),
    publishedAt: integer('published_at'),
    decidedAt: integer('decided_at'),
    publishedReplies: integer('published_replies').notNull(),
    /** A blinded comment's last moment, and the state it goes back to. */
    blindEndsAt: integer('blind_ends_at'),
    blindFrom: text('blind_from', { enum: COMMENT_STATES }),
    /**
     * Whether a page of the thread shows it or a marker for it: where replies keep its place, and where it was seen
     * and is hidden for a while by law (Korean Network Act 44-2: made known on the board).
     */
    listed: integer('listed')
      .notNull()
      .generatedAlwaysAs(
        sql`parent_id IS NULL AND (state = 'published' OR published_replies > 0 OR (state = 'blinded' AND blind_from = 'published'))`,
        { mode: 'virtual' },
      ),
  },
  (table) => [
    index('comments_thread').on(table.articleId, table.createdAt, table.id).where(rule('listed = 1')),
    index('comments_replied')
      .on(table.articleId, table.publishedReplies, table.createdAt, table.id)
      .where(rule('listed = 1')),
    index('comments_published').on(table.articleId, table.publishedAt).where(rule("state = 'published'")),
    index('comments_replies')
      .on(table.parentId, table.createdAt, table.id)
      .where(rule("state IN ('published', 'blinded')")),
    index('comments_writer').on(table.accountId, table.createdAt, table.id),
    index('comments_writer_article').on(table.articleId, table.accountId, table.createdAt, table.id),
    index('comments_decided').on(table.accountId, table.decidedAt).where(rule('decided_at IS NOT NULL')),
    index('comments_blinded').on(table.blindEndsAt).where(rule("state = 'blinded'")),
    index('comments_hidden').on(table.decidedAt, table.id).where(rule("state IN ('rejected', 'withdrawn')")),
    index('comments_time').on(table.siteId, table.createdAt, table.id),
    index('comments_rejected').on(table.siteId, table.createdAt, table.id).where(rule("state = 'rejected'")),
    index('comments_article_state').on(table.articleId, table.state, table.createdAt, table.id),
    check('comments_state', oneOf('state', COMMENT_STATES)),
    // 250 grapheme clusters bounded to 4 096 bytes; normalising to NFC at most triples those (UAX #15).
    check('comments_body', rule('octet_length(body) <= 12288')),
    check('comments_version', rule('version >= 1 AND policy_version >= 1')),
    check(
      'comments_replies_kept',
      rule('published_replies >= 0 AND (parent_id IS NULL OR published_replies = 0)'),
    ),
    check('comments_published', rule("state <> 'published' OR published_at IS NOT NULL")),
    check(
      'comments_blind',
      rule(
        "(state = 'blinded') = (blind_ends_at IS NOT NULL) AND (state = 'blinded') = (blind_from IS NOT NULL)",
      ),
    ),
    check('comments_parent', rule('parent_id IS NULL OR parent_id <> id')),
  ],
)

export const screenings = sqliteTable(
  'screenings',
  {
    commentId: text('comment_id')
      .primaryKey()
      .references(() => comments.id),
    siteId: siteId(),
    at: integer('at').notNull(),
    results: text('results', { mode: 'json' }).$type<readonly CheckResult[]>().notNull(),
  },
  (table) => [index('screenings_age').on(table.at), check('screenings_json', rule('json_valid(results)'))],
)

export const cases = sqliteTable(
  'cases',
  {
    id: id(),
    siteId: siteId(),
    kind: text('kind').$type<CaseKind>().notNull(),
    /** `null` only for an appeal against a restriction. */
    commentId: text('comment_id').references(() => comments.id),
    articleId: text('article_id').references(() => articles.id),
    /** The restricted account of such an appeal. */
    accountId: text('account_id').references(() => accounts.id),
    appealId: text('appeal_id').references((): AnySQLiteColumn => appeals.id),
    noticeId: text('notice_id').references((): AnySQLiteColumn => legalNotices.id),
    risk: integer('risk').notNull(),
    factors: text('factors', { mode: 'json' })
      .$type<readonly { factor: string; points: number }[]>()
      .notNull(),
    newWriter: integer('new_writer', { mode: 'boolean' }).notNull(),
    openedAt: integer('opened_at').notNull(),
    /** When the law or the policy wants it decided. */
    dueAt: integer('due_at'),
    /** Escalated: from then on only a senior decides. */
    escalatedAt: integer('escalated_at'),
    escalatedById: text('escalated_by_id').references(() => accounts.id),
    closedAt: integer('closed_at'),
    leaseHolderId: text('lease_holder_id').references(() => accounts.id),
    leaseHolderName: text('lease_holder_name'),
    leaseToken: text('lease_token'),
    leaseExpiresAt: integer('lease_expires_at'),
    /**
     * One point per five minutes of waiting grows every case alike, so the order by risk and age at any
     * moment is the order by this, which never moves: `risk + (now - opened_at) / 300000`, times 300 000.
     */
    priority: integer('priority')
      .notNull()
      .generatedAlwaysAs(sql`risk * 300000 - opened_at`, { mode: 'virtual' }),
  },
  (table) => [
    // One review of a comment at a time; appeals and notices are each their own work.
    uniqueIndex('cases_open')
      .on(table.commentId)
      .where(rule(`closed_at IS NULL AND ${REVIEWS}`)),
    uniqueIndex('cases_appeal').on(table.appealId).where(rule('appeal_id IS NOT NULL')),
    uniqueIndex('cases_notice').on(table.noticeId).where(rule('notice_id IS NOT NULL')),
    index('cases_comment').on(table.commentId, table.openedAt),
    index('cases_priority')
      .on(table.siteId, table.priority, table.id)
      .where(rule(`closed_at IS NULL AND ${REVIEWS}`)),
    index('cases_age')
      .on(table.siteId, table.openedAt, table.id)
      .where(rule(`closed_at IS NULL AND ${REVIEWS}`)),
    index('cases_kind_priority')
      .on(table.siteId, table.kind, table.priority, table.id)
      .where(rule('closed_at IS NULL')),
    index('cases_new_writers')
      .on(table.siteId, table.priority, table.id)
      .where(rule('closed_at IS NULL AND new_writer = 1')),
    index('cases_escalated')
      .on(table.siteId, table.priority, table.id)
      .where(rule('closed_at IS NULL AND escalated_at IS NOT NULL')),
    index('cases_leased').on(table.leaseHolderId).where(rule('lease_holder_id IS NOT NULL')),
    check('cases_kind', oneOf('kind', CASE_KINDS)),
    check(
      'cases_subject',
      rule(
        "(comment_id IS NULL) = (account_id IS NOT NULL) AND (comment_id IS NULL) = (article_id IS NULL) AND (kind = 'appeal' OR comment_id IS NOT NULL)",
      ),
    ),
    check(
      'cases_origin',
      rule("(kind = 'appeal') = (appeal_id IS NOT NULL) AND (kind = 'legal') = (notice_id IS NOT NULL)"),
    ),
    check('cases_risk', rule('risk BETWEEN 0 AND 100000')),
    check('cases_json', rule('json_valid(factors)')),
    check(
      'cases_lease',
      rule(
        '(lease_holder_id IS NULL) = (lease_token IS NULL) AND (lease_holder_id IS NULL) = (lease_expires_at IS NULL)',
      ),
    ),
  ],
)

export const reports = sqliteTable(
  'reports',
  {
    id: id(),
    siteId: siteId(),
    commentId: text('comment_id')
      .notNull()
      .references(() => comments.id),
    reporterId: text('reporter_id')
      .notNull()
      .references(() => accounts.id),
    clause: text('clause').notNull(),
    note: text('note').notNull(),
    createdAt: integer('created_at').notNull(),
    outcome: text('outcome').$type<Report['outcome']>().notNull(),
    /** What ended it. */
    decisionId: text('decision_id').references((): AnySQLiteColumn => decisions.id),
  },
  (table) => [
    uniqueIndex('reports_once').on(table.commentId, table.reporterId),
    index('reports_comment').on(table.commentId, table.createdAt, table.id),
    index('reports_reporter').on(table.reporterId, table.createdAt, table.id),
    index('reports_decision').on(table.decisionId).where(rule('decision_id IS NOT NULL')),
    index('reports_age').on(table.createdAt).where(rule("note <> ''")),
    check('reports_outcome', oneOf('outcome', REPORT_OUTCOMES)),
    check('reports_clause', rule('length(clause) BETWEEN 1 AND 20')),
    check('reports_note', rule('octet_length(note) <= 12288')),
  ],
)

/** Append-only: see `triggers.sql`. `hashed` holds the very text whose SHA-256 is `hash`. */
export const decisions = sqliteTable(
  'decisions',
  {
    id: id(),
    siteId: siteId(),
    chainVersion: integer('chain_version').notNull().default(1),
    seq: integer('seq').notNull(),
    at: integer('at').notNull(),
    actorType: text('actor_type').$type<Decision['actorType']>().notNull(),
    actorId: text('actor_id').references(() => accounts.id),
    role: text('role').notNull(),
    /** A decision is about a comment or about an account. */
    commentId: text('comment_id').references(() => comments.id),
    commentVersion: integer('comment_version'),
    accountId: text('account_id').references(() => accounts.id),
    bodyHmac: text('body_hmac'),
    action: text('action', { enum: DECISION_ACTIONS }).notNull(),
    from: text('from').notNull(),
    to: text('to').notNull(),
    policyVersion: integer('policy_version').notNull(),
    clauses: text('clauses', { mode: 'json' }).$type<readonly string[]>().notNull(),
    ground: text('ground', { enum: DECISION_GROUNDS }).notNull(),
    lawReference: text('law_reference'),
    source: text('source', { enum: DECISION_SOURCES }).notNull(),
    sourceIds: text('source_ids', { mode: 'json' }).$type<readonly string[]>().notNull(),
    automatedDetection: integer('automated_detection', { mode: 'boolean' }).notNull(),
    automatedDecision: text('automated_decision').$type<Decision['automatedDecision']>().notNull(),
    detectors: text('detectors', { mode: 'json' }).$type<readonly string[]>().notNull(),
    startsAt: integer('starts_at'),
    endsAt: integer('ends_at'),
    reverses: text('reverses').references((): AnySQLiteColumn => decisions.id),
    /** The decision on a comment that this restriction follows from. */
    followsFrom: text('follows_from').references((): AnySQLiteColumn => decisions.id),
    caseId: text('case_id').references(() => cases.id),
    batchId: text('batch_id'),
    /** An admin of a one-person desk decided an appeal of an own decision. */
    onePersonDesk: integer('one_person_desk', { mode: 'boolean' }).notNull().default(false),
    explanationHmac: text('explanation_hmac'),
    msOnScreen: integer('ms_on_screen'),
    prevHash: text('prev_hash').notNull(),
    hash: text('hash').notNull(),
    hashed: text('hashed').notNull(),
  },
  (table) => [
    uniqueIndex('decisions_chain').on(table.siteId, table.seq),
    uniqueIndex('decisions_once')
      .on(table.commentId, table.commentVersion)
      .where(rule('comment_id IS NOT NULL')),
    index('decisions_reversed').on(table.reverses).where(rule('reverses IS NOT NULL')),
    index('decisions_comment').on(table.commentId, table.seq),
    index('decisions_account').on(table.accountId, table.seq).where(rule('account_id IS NOT NULL')),
    index('decisions_time').on(table.siteId, table.at),
    index('decisions_case').on(table.caseId).where(rule('case_id IS NOT NULL')),
    index('decisions_batch').on(table.batchId).where(rule('batch_id IS NOT NULL')),
    check('decisions_seq', rule('seq >= 1')),
    check(
      'decisions_actor',
      rule("actor_type IN ('staff', 'system', 'author') AND (actor_type = 'system') = (actor_id IS NULL)"),
    ),
    check(
      'decisions_subject',
      rule(
        '(comment_id IS NULL) = (account_id IS NOT NULL) AND (comment_id IS NULL) = (comment_version IS NULL) AND (comment_id IS NULL) = (body_hmac IS NULL)',
      ),
    ),
    check('decisions_action', oneOf('action', DECISION_ACTIONS)),
    check('decisions_from', oneOf('"from"', [...COMMENT_STATES, ...RESTRICTIONS, 'none'])),
    check('decisions_to', oneOf('"to"', [...COMMENT_STATES, ...RESTRICTIONS, 'none'])),
    check('decisions_ground', oneOf('ground', DECISION_GROUNDS)),
    // Whoever restricts says under which clause, or under which law and why (EU DSA Art. 17(3)).
    check(
      'decisions_reason',
      rule(
        `action NOT IN ('reject', 'blind', ${RESTRICTIONS.map((kind) => `'${kind}'`).join(', ')}) OR json_array_length(clauses) > 0 OR (ground = 'law' AND law_reference IS NOT NULL AND explanation_hmac IS NOT NULL)`,
      ),
    ),
    // Thirty days: Korean Network Act 44-2(4).
    check(
      'decisions_blind',
      rule("action <> 'blind' OR (ends_at IS NOT NULL AND ends_at > at AND ends_at - at <= 2592000000)"),
    ),
    check('decisions_appeal', rule("source <> 'appeal' OR actor_type = 'staff'")),
    check('decisions_source', oneOf('source', DECISION_SOURCES)),
    check('decisions_automation', oneOf('automated_decision', ['none', 'partial', 'full'])),
    check('decisions_hashes', rule('length(prev_hash) = 64 AND length(hash) = 64')),
    check('decisions_json', rule('json_valid(clauses) AND json_valid(source_ids) AND json_valid(detectors)')),
  ],
)

/** What holds an account back. In force from when it is imposed to its end, unless lifted: the clock decides, no job. */
export const restrictions = sqliteTable(
  'restrictions',
  {
    /** The id of the decision that imposed it. */
    id: text('id')
      .primaryKey()
      .references(() => decisions.id),
    siteId: siteId(),
    accountId: accountId(),
    kind: text('kind').$type<RestrictionKind>().notNull(),
    startsAt: integer('starts_at').notNull(),
    endsAt: integer('ends_at'),
    liftedAt: integer('lifted_at'),
    /** Overturning that decision on a comment lifts this. */
    followsFrom: text('follows_from').references(() => decisions.id),
  },
  (table) => [
    index('restrictions_account').on(table.accountId, table.startsAt),
    index('restrictions_cause').on(table.followsFrom).where(rule('follows_from IS NOT NULL')),
    index('restrictions_site').on(table.siteId, table.startsAt),
    check('restrictions_kind', oneOf('kind', RESTRICTIONS)),
    check('restrictions_times', rule('ends_at IS NULL OR ends_at > starts_at')),
    // Only a ban or the loss of reporting may be without an end.
    check('restrictions_end', rule("ends_at IS NOT NULL OR kind IN ('ban', 'warn')")),
  ],
)

/** Severity points of an upheld clause; they only suggest a step, and run out after 90 days. */
export const strikes = sqliteTable(
  'strikes',
  {
    decisionId: text('decision_id')
      .primaryKey()
      .references(() => decisions.id),
    siteId: siteId(),
    accountId: accountId(),
    points: integer('points').notNull(),
    at: integer('at').notNull(),
    undoneAt: integer('undone_at'),
  },
  (table) => [
    index('strikes_account').on(table.accountId, table.at),
    check('strikes_points', rule('points BETWEEN 1 AND 400')),
  ],
)

/** An author, a reporter or a restricted person contests a decision. */
export const appeals = sqliteTable(
  'appeals',
  {
    id: id(),
    siteId: siteId(),
    decisionId: text('decision_id')
      .notNull()
      .references((): AnySQLiteColumn => decisions.id),
    appellantId: text('appellant_id')
      .notNull()
      .references(() => accounts.id),
    side: text('side').$type<Appeal['side']>().notNull(),
    body: text('body').notNull(),
    createdAt: integer('created_at').notNull(),
    /** After six months: recorded and answered all the same. */
    late: integer('late', { mode: 'boolean' }).notNull(),
    outcome: text('outcome', { enum: APPEAL_OUTCOMES }).notNull(),
    decidedAt: integer('decided_at'),
    /** The decision that answered it. */
    answerId: text('answer_id').references((): AnySQLiteColumn => decisions.id),
  },
  (table) => [
    uniqueIndex('appeals_once').on(table.decisionId, table.appellantId),
    index('appeals_appellant').on(table.appellantId, table.createdAt),
    index('appeals_site').on(table.siteId, table.createdAt, table.id),
    index('appeals_age').on(table.createdAt).where(rule("body <> ''")),
    check('appeals_side', oneOf('side', ['author', 'reporter'])),
    check('appeals_outcome', oneOf('outcome', APPEAL_OUTCOMES)),
    check('appeals_body', rule('octet_length(body) <= 24576')),
    check('appeals_answer', rule("(outcome IN ('open', 'withdrawn')) = (answer_id IS NULL)")),
  ],
)

/** A formal claim under a law, with its own clock. Names the claimant: kept for three years. */
export const legalNotices = sqliteTable(
  'legal_notices',
  {
    id: id(),
    siteId: siteId(),
    /** SHA-256 (hex) of the code with which the claimant looks up what became of it. */
    codeHash: text('code_hash').notNull(),
    regime: text('regime').$type<NoticeRegime>().notNull(),
    commentId: text('comment_id')
      .notNull()
      .references(() => comments.id),
    claimantName: text('claimant_name').notNull(),
    claimantEmail: text('claimant_email').notNull(),
    /** Court or authority, and file number, of an order. */
    reference: text('reference').notNull(),
    body: text('body').notNull(),
    goodFaith: integer('good_faith', { mode: 'boolean' }).notNull(),
    language: text('language', { enum: LANGUAGES }).notNull(),
    receivedAt: integer('received_at').notNull(),
    dueAt: integer('due_at').notNull(),
    outcome: text('outcome').$type<NoticeOutcome>().notNull(),
    decidedAt: integer('decided_at'),
    answerId: text('answer_id').references((): AnySQLiteColumn => decisions.id),
  },
  (table) => [
    uniqueIndex('legal_notices_code').on(table.codeHash),
    index('legal_notices_site').on(table.siteId, table.receivedAt, table.id),
    index('legal_notices_comment').on(table.commentId),
    index('legal_notices_age').on(table.decidedAt).where(rule("decided_at IS NOT NULL AND body <> ''")),
    check('legal_notices_regime', oneOf('regime', NOTICE_REGIMES)),
    check('legal_notices_outcome', oneOf('outcome', NOTICE_OUTCOMES)),
    check('legal_notices_body', rule('octet_length(body) <= 24576')),
  ],
)

/** What the desk tells itself about a comment or a writer; never shown to readers. */
export const notes = sqliteTable(
  'notes',
  {
    id: id(),
    siteId: siteId(),
    commentId: text('comment_id').references(() => comments.id),
    /** The account that the note is about. */
    accountId: text('account_id').references(() => accounts.id),
    writerId: text('writer_id')
      .notNull()
      .references(() => accounts.id),
    body: text('body').notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [
    index('notes_comment').on(table.commentId, table.createdAt),
    index('notes_account').on(table.accountId, table.createdAt),
    index('notes_age').on(table.createdAt),
    check('notes_subject', rule('(comment_id IS NULL) <> (account_id IS NULL)')),
    check('notes_body', rule('octet_length(body) BETWEEN 1 AND 12288')),
  ],
)

/** A message to a person about a decision, readable on the own page. Made after the time for an undo. */
export const inbox = sqliteTable(
  'inbox',
  {
    accountId: accountId(),
    decisionId: text('decision_id')
      .notNull()
      .references(() => decisions.id),
    siteId: siteId(),
    kind: text('kind').$type<InboxKind>().notNull(),
    createdAt: integer('created_at').notNull(),
    readAt: integer('read_at'),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.decisionId] }),
    index('inbox_newest').on(table.accountId, table.createdAt),
    index('inbox_age').on(table.createdAt),
    check('inbox_kind', oneOf('kind', INBOX_KINDS)),
  ],
)

/** A site's own words: `hold` lets a person look first, `allow` lets a harmless one pass. */
export const wordRules = sqliteTable(
  'word_rules',
  {
    id: id(),
    siteId: siteId(),
    kind: text('kind').$type<'hold' | 'allow'>().notNull(),
    word: text('word').notNull(),
    createdById: text('created_by_id')
      .notNull()
      .references(() => accounts.id),
    createdAt: integer('created_at').notNull(),
    /** A removed rule is kept: the revision counts additions and removals, and any of them can be told again. */
    removedById: text('removed_by_id').references(() => accounts.id),
    removedAt: integer('removed_at'),
  },
  (table) => [
    uniqueIndex('word_rules_word').on(table.siteId, table.word).where(rule('removed_at IS NULL')),
    index('word_rules_revision').on(table.siteId, table.removedAt),
    check('word_rules_kind', oneOf('kind', ['hold', 'allow'])),
    check('word_rules_length', rule('octet_length(word) BETWEEN 1 AND 400')),
  ],
)

/** The next version of the policy while it is being written: one per site. */
export const policyDrafts = sqliteTable(
  'policy_drafts',
  {
    siteId: text('site_id')
      .primaryKey()
      .references(() => sites.id),
    /** The version that it was begun from. */
    basedOn: integer('based_on').notNull(),
    content: text('content', { mode: 'json' }).$type<PolicyContent>().notNull(),
    notice: text('notice', { mode: 'json' }).$type<Localized>().notNull(),
    revision: integer('revision').notNull(),
    updatedAt: integer('updated_at').notNull(),
    updatedById: text('updated_by_id')
      .notNull()
      .references(() => accounts.id),
  },
  () => [check('policy_drafts_json', rule('json_valid(content) AND json_valid(notice)'))],
)

/** The log's head as it was made public on a day (UTC): a later rewrite or cut would contradict it. */
export const logHeads = sqliteTable(
  'log_heads',
  {
    siteId: siteId(),
    day: text('day').notNull(),
    seq: integer('seq').notNull(),
    hash: text('hash').notNull(),
    publishedAt: integer('published_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.siteId, table.day] }),
    check('log_heads_day', rule("day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'")),
    check('log_heads_hash', rule('length(hash) = 64')),
  ],
)

/** Salt and free text of a decision, kept apart so that erasing them leaves the chain whole. */
export const decisionTexts = sqliteTable(
  'decision_texts',
  {
    decisionId: text('decision_id')
      .primaryKey()
      .references(() => decisions.id),
    siteId: siteId(),
    salt: text('salt').notNull(),
    explanation: text('explanation').notNull(),
  },
  (table) => [
    // Ids sort by time: the oldest that still say something stand first.
    index('decision_texts_age').on(table.decisionId).where(rule("explanation <> ''")),
    check('decision_texts_explanation', rule('length(explanation) <= 5000')),
  ],
)

export const outbox = sqliteTable(
  'outbox',
  {
    id: id(),
    siteId: siteId(),
    kind: text('kind', { enum: OUTBOX_KINDS }).notNull(),
    subjectId: text('subject_id').notNull(),
    createdAt: integer('created_at').notNull(),
    notBefore: integer('not_before').notNull(),
    attempts: integer('attempts').notNull(),
  },
  (table) => [
    index('outbox_kind_due').on(table.kind, table.notBefore, table.id),
    index('outbox_failed').on(table.attempts).where(rule('attempts > 0')),
    check('outbox_kind', oneOf('kind', OUTBOX_KINDS)),
    check('outbox_attempts', rule('attempts >= 0')),
  ],
)

/** What was said to the operator about queues that wait too long: its own memory, so that none is said twice. */
export const queueAlerts = sqliteTable(
  'queue_alerts',
  {
    id: text('id').notNull().unique(),
    seq: integer('seq').primaryKey(),
    siteId: siteId(),
    kind: text('kind', { enum: ALERT_KINDS }).notNull(),
    count: integer('count').notNull(),
    oldestAt: integer('oldest_at'),
    at: integer('at').notNull(),
  },
  (table) => [
    index('queue_alerts_site').on(table.siteId, table.seq),
    check('queue_alerts_kind', oneOf('kind', ALERT_KINDS)),
  ],
)

export const idempotencyKeys = sqliteTable(
  'idempotency_keys',
  {
    siteId: siteId(),
    accountId: accountId(),
    route: text('route').notNull(),
    key: text('key').notNull(),
    bodyHash: text('body_hash').notNull(),
    /** What the write made, e.g. the comment's id. */
    subjectId: text('subject_id').notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.siteId, table.accountId, table.route, table.key] }),
    index('idempotency_keys_age').on(table.createdAt),
    check('idempotency_keys_key', rule('length(key) BETWEEN 8 AND 80')),
  ],
)
