import type { Child } from 'hono/jsx'
import type { Comment } from '../features/comments/model.ts'
import { CLAIMS, type Claim, NOTICE_LIMITS } from '../features/moderation/legal-rules.ts'
import { numberFormat } from '../kernel/formats.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { type LanguageHrefs, PageHeader } from '../ui/page-header.tsx'
import { legalNoticePath } from '../ui/paths.ts'
import { Shell } from '../ui/shell.tsx'
import { NO_INDEX, type PageProps } from './page.ts'

const FORM = 'notice'

/** What stands in the form; everything as it was typed. */
export interface Typed {
  claim: Claim | ''
  name: string
  email: string
  reference: string
  body: string
  key: string
}

export type ClaimFault = 'claim' | 'name' | 'email' | 'reference' | 'body' | 'goodFaith'

export interface LegalFormProps extends PageProps {
  paper: string
  /** Its text stands in the page only while everybody may read it. */
  comment: Comment
  /** Readers see it, text and author. */
  isSeen: boolean
  typed: Typed
  /** The field that was refused. */
  fault: ClaimFault | null
  /** Another refusal, in words. */
  refusal: string | null
  languageHrefs?: LanguageHrefs | undefined
}

/** A legal claim about one comment. Nothing is sent from here: the next page asks once more. */
export function LegalFormPage(props: LegalFormProps) {
  const { language, comment, typed, fault } = props
  const words = catalogue(language).legal
  return (
    <LegalShell {...props} title={words.title} form={FORM}>
      <p>{words.intro}</p>
      <About {...props} />
      <form id={FORM} method="post" action={legalNoticePath(comment.id, language)}>
        <input type="hidden" name="key" value={typed.key} />
        <fieldset>
          <legend>{words.claimLegend}</legend>
          {CLAIMS.map((claim, at) => (
            <label class="claim">
              <input
                type="radio"
                name="claim"
                value={claim}
                checked={typed.claim === claim}
                autofocus={fault === 'claim' && at === 0}
              />
              <span>
                <span>{words.claims[claim].name}</span>
                <span class="hint">{words.claims[claim].help}</span>
              </span>
            </label>
          ))}
          {fault === 'claim' && <Fault language={language} field="claim" />}
        </fieldset>
        <Asked
          {...{ language, fault, typed }}
          field="body"
          help={words.bodyHelp(numberFormat(catalogue(language).locale).format(NOTICE_LIMITS.body))}
          isLong
        />
        <Asked {...{ language, fault, typed }} field="reference" help={words.referenceHelp} />
        <Asked {...{ language, fault, typed }} field="name" help={words.nameHelp} autocomplete="name" />
        <Asked {...{ language, fault, typed }} field="email" help={words.emailHelp} autocomplete="email" />
        <p>
          <button class="button strong" type="submit" name="step" value="check">
            {words.check}
          </button>
        </p>
      </form>
    </LegalShell>
  )
}

/** What will be sent, with the button that sends it: it was not there a moment ago (`security` 11). */
export function LegalCheckPage(props: LegalFormProps) {
  const { language, comment, typed, fault } = props
  const words = catalogue(language).legal
  return (
    <LegalShell {...props} title={words.checkTitle}>
      <p class="note wait">{words.checkIntro}</p>
      <About {...props} />
      <dl class="facts">
        <Fact name={words.claimLegend} value={typed.claim === '' ? '' : words.claims[typed.claim].name} />
        <Fact name={words.body} value={typed.body} />
        <Fact name={words.reference} value={typed.reference || words.noName} />
        <Fact name={words.name} value={typed.name || words.noName} />
        <Fact name={words.email} value={typed.email || words.noName} />
      </dl>
      <form method="post" action={legalNoticePath(comment.id, language)}>
        {Object.entries(typed).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <label class="faith">
          <input
            type="checkbox"
            name="goodFaith"
            value="yes"
            aria-invalid={fault === 'goodFaith'}
            autofocus={fault === 'goodFaith'}
          />
          <span>{words.goodFaith}</span>
        </label>
        {fault === 'goodFaith' && <Fault language={language} field="goodFaith" />}
        <p class="choices">
          <button class="button strong" type="submit" name="step" value="send">
            {words.send}
          </button>
          <button class="button" type="submit" name="step" value="edit">
            {words.change}
          </button>
        </p>
      </form>
    </LegalShell>
  )
}

interface LegalShellProps extends PageProps {
  paper: string
  title: string
  refusal?: string | null
  languageHrefs?: LanguageHrefs | undefined
  /** Its id; what was typed goes along to the other language. */
  form?: string
  children: Child
}

export function LegalShell(props: LegalShellProps) {
  const { language, assets, banner, paper, title, refusal, languageHrefs, form, children } = props
  const head = { title: `${title} · ${paper}` }
  return (
    <Shell language={language} assets={assets} banner={banner} head={head} robots={NO_INDEX} page="reading">
      <PageHeader
        {...{ language, languageHrefs, form }}
        name={paper}
        href={null}
        enter={form === undefined ? undefined : { step: 'check', label: catalogue(language).legal.check }}
      />
      <main class="legal">
        <h1>{title}</h1>
        {refusal && (
          <p class="note bad" role="alert">
            {refusal}
          </p>
        )}
        {children}
      </main>
    </Shell>
  )
}

/** The exact place of the claim. A hidden comment is not shown by the back door. */
function About({ language, comment, isSeen }: LegalFormProps) {
  const words = catalogue(language).legal
  if (!isSeen) return <p class="note wait">{words.alreadyHidden}</p>
  return (
    <section class="claim-about" aria-label={words.about}>
      <p class="hint">
        {words.about}, <bdi dir={catalogue(language).dir}>{words.aboutBy(comment.authorName)}</bdi>
      </p>
      <p dir="auto">{comment.body}</p>
    </section>
  )
}

interface AskedProps {
  language: Language
  field: 'name' | 'email' | 'reference' | 'body'
  help: string
  typed: Typed
  fault: ClaimFault | null
  isLong?: boolean
  autocomplete?: string
}

function Asked({ language, field, help, typed, fault, isLong = false, autocomplete }: AskedProps) {
  const words = catalogue(language).legal
  const isFault = fault === field
  const shared = {
    id: field,
    name: field,
    class: 'field',
    dir: 'auto' as const,
    'aria-describedby': `${field}-help`,
    'aria-invalid': isFault,
    autofocus: isFault,
  }
  return (
    <div class="asked">
      <label class="field-name" for={field}>
        {words[field]}
      </label>
      <p class="hint" id={`${field}-help`}>
        {help}
      </p>
      {isLong ? (
        <textarea {...shared} rows={7}>
          {typed[field]}
        </textarea>
      ) : (
        <input
          {...shared}
          type={field === 'email' ? 'email' : 'text'}
          value={typed[field]}
          autocomplete={autocomplete}
        />
      )}
      {isFault && <Fault language={language} field={field} />}
    </div>
  )
}

function Fault({ language, field }: { language: Language; field: ClaimFault }) {
  return (
    <p class="fault" role="alert">
      {catalogue(language).legal.faults[field]}
    </p>
  )
}

export function Fact({ name, value }: { name: string; value: Child }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd dir="auto">{value}</dd>
    </div>
  )
}
