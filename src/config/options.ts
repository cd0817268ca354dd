/** Headings of `docs/configuration.md`, in its order. */
export const GROUPS = {
  address: 'Address',
  data: 'Data',
  'signing-in': 'Signing in',
  backups: 'Backups',
  watching: 'Watching',
  security: 'Reporting a weakness',
} as const

export interface Option {
  /** Key in the configuration file; its variable is `BREVIER_` and the same in capitals. */
  key: string
  group: keyof typeof GROUPS
  /** For operators, in Markdown, without a full stop. */
  help: string
  fallback?: string
  /** What an empty fallback stands for, in Markdown. */
  otherwise?: string
  /** Better in a file of its own than in a variable. */
  isSecret?: true
  /** `brevier start` takes it as a flag, too. */
  isFlag?: true
}

/** One list makes the file's keys, the variables, and the tables of `docs/configuration.md`. */
export const OPTIONS = [
  {
    key: 'public_url',
    group: 'address',
    help: 'origin of this service as browsers see it, e.g. `https://comments.paper.example`; plain `http://` only on loopback',
  },
  { key: 'host', group: 'address', help: 'address to listen on', fallback: '127.0.0.1', isFlag: true },
  { key: 'port', group: 'address', help: 'port to listen on', fallback: '8787', isFlag: true },
  {
    key: 'trusted_proxies',
    group: 'address',
    help: 'how many proxies of your own a request passes before it is here, 0 to 5; behind one Caddy or nginx it is `1`: [overload.md](overload.md)',
    fallback: '0',
  },
  {
    key: 'data',
    group: 'data',
    help: 'folder for the database, photos, cards and `secret.key`',
    fallback: './data',
  },
  {
    key: 'database',
    group: 'data',
    help: 'address of the database, `sqlite:PATH`; on a local disk',
    fallback: '',
    otherwise: '`sqlite:<data>/brevier.sqlite`',
  },
  {
    key: 'ballast_mb',
    group: 'data',
    help: 'megabytes (of 2^20 bytes) kept beside the database for moderation on a full disk; `0` keeps none',
    fallback: '64',
  },
  {
    key: 'commit_grouping',
    group: 'data',
    help: '`on` or `off`: whether writes that arrive together share one commit; `off` only to measure what that brings',
    fallback: 'on',
  },
  { key: 'x_client_id', group: 'signing-in', help: 'OAuth 2.0 client id of your X app, type “Web App”' },
  { key: 'x_client_secret', group: 'signing-in', help: 'its client secret', isSecret: true },
  { key: 'facebook_app_id', group: 'signing-in', help: 'id of your Facebook app' },
  { key: 'facebook_app_secret', group: 'signing-in', help: 'its secret', isSecret: true },
  {
    key: 'kakao_client_id',
    group: 'signing-in',
    help: 'REST API key of your Kakao app, with OpenID Connect switched on',
  },
  { key: 'kakao_client_secret', group: 'signing-in', help: 'its client secret', isSecret: true },
  {
    key: 'google_client_id',
    group: 'signing-in',
    help: 'OAuth client id of your Google project, type “Web application”',
  },
  { key: 'google_client_secret', group: 'signing-in', help: 'its client secret', isSecret: true },
  {
    key: 'oidc_issuer',
    group: 'signing-in',
    help: 'any other OpenID Connect provider: its issuer, to the character as it names itself, e.g. `https://id.paper.example`; on port 443',
  },
  { key: 'oidc_client_id', group: 'signing-in', help: 'client id there' },
  { key: 'oidc_client_secret', group: 'signing-in', help: 'its client secret', isSecret: true },
  { key: 'oidc_label', group: 'signing-in', help: 'what its button is called, at most 40 characters' },
  {
    key: 'backup_every_hours',
    group: 'backups',
    help: 'hours between backups; `0` for none by the clock',
    fallback: '24',
  },
  { key: 'backup_keep', group: 'backups', help: 'how many backups are kept', fallback: '14' },
  {
    key: 'backup_dir',
    group: 'backups',
    help: 'folder for them; better on another disk: [backup.md](backup.md)',
    fallback: '',
    otherwise: '`<data>/backups`',
  },
  {
    key: 'metrics_port',
    group: 'watching',
    help: 'port of its own for `/readyz` and `/metrics`: [observing.md](observing.md)',
    fallback: '',
  },
  {
    key: 'metrics_host',
    group: 'watching',
    help: 'address that this port listens on',
    fallback: '127.0.0.1',
  },
  {
    key: 'metrics_token',
    group: 'watching',
    help: 'at least 32 characters; whoever sends it as a Bearer token is shown `/readyz` and `/metrics` on the public port',
    isSecret: true,
  },
  {
    key: 'alert_webhook_url',
    group: 'watching',
    help: 'https address on port 443 that is sent `{"text": …}` when a queue waits too long, e.g. an incoming webhook of Slack',
    isSecret: true,
  },
  {
    key: 'alert_after_minutes',
    group: 'watching',
    help: 'how long the oldest case may wait until then, 1 to 10080',
    fallback: '60',
  },
  {
    key: 'log_level',
    group: 'watching',
    help: '`debug`, `info`, `warn` or `error`; JSON lines on standard error',
    fallback: 'info',
  },
  {
    key: 'security_contact',
    group: 'security',
    help: 'where to report a weakness, for `/.well-known/security.txt`: `mailto:…` or `https://…`',
  },
  { key: 'security_policy_url', group: 'security', help: 'https address of your policy on such reports' },
] as const satisfies readonly Option[]

export type Key = (typeof OPTIONS)[number]['key']
