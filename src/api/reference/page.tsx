import type { Child } from 'hono/jsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { type PageAssets, Shell } from '../../ui/shell.tsx'
import { ALWAYS, type Caller, type Operation } from './model.ts'
import {
  answerSchema,
  fieldsOf,
  inputSchema,
  parametersOf,
  refusalsByStatus,
  type Schema,
} from './openapi.ts'
import { OPERATIONS } from './operations.ts'
import { typeName } from './type-name.ts'

interface ReferencePageProps {
  publicUrl: string
  assets: PageAssets
  banner: string | undefined
}

const CALLERS: Readonly<Record<Caller, string>> = {
  paper:
    '`Authorization: Bearer KEY`; `brevier site key add SITE` prints the key. For servers: a browser may not send it.',
  signed:
    '`webhook-signature: v1,` and the HMAC-SHA-256 (Base64) of `webhook-id.webhook-timestamp.body` by the site’s ping key.',
  anybody: 'Everybody, without a session.',
  reader: 'Who has signed in: by the session’s cookie, or by a token that a frame without cookies holds.',
}

/** Every address of the interface. In English, as programs and `docs/` are. */
export function ReferencePage({ publicUrl, assets, banner }: ReferencePageProps) {
  return (
    <Shell
      language="en"
      head={{ title: 'HTTP interface · Brevier' }}
      assets={assets}
      banner={banner}
      page="reading"
    >
      <PageHeader language="en" name="Brevier" href="/" />
      <main class="rules reference">
        <h1>HTTP interface</h1>
        <p>
          Of <code>{publicUrl}</code>, which is also the <code>Host</code> that has to be asked for. For
          programs the same is an OpenAPI 3.1 document: <a href="/v1/openapi.json">/v1/openapi.json</a>.
        </p>
        <p>
          <Said text="JSON in UTF-8. Ids are UUIDs, times ISO 8601 in UTC unless it is said otherwise. What is added to an answer later breaks nothing that is here." />
        </p>
        <nav aria-label="Contents">
          <ul class="contents">
            {OPERATIONS.map((operation) => (
              <li>
                <a href={`#${operation.id}`}>
                  <Address {...operation} />
                </a>
                <span class="hint">{operation.summary}</span>
              </li>
            ))}
          </ul>
        </nav>
        <Refused />
        {OPERATIONS.map((operation) => (
          <Described operation={operation} />
        ))}
      </main>
    </Shell>
  )
}

function Address({ method, path }: Operation) {
  return (
    <code>
      {method.toUpperCase()} {path}
    </code>
  )
}

function Refused() {
  return (
    <section id="problems">
      <h2>Refusals</h2>
      <p>
        <Said text="Problem details (RFC 9457), `application/problem+json`: `type` stays the same, `title` and `detail` are sentences in the language that `lang` names, `faults` says field by field what to change. Anything may be refused for these:" />
      </p>
      <Problems types={[]} />
      <p>
        <Said text="`Retry-After` says in how many seconds to come again." />
      </p>
    </section>
  )
}

function Described({ operation }: { operation: Operation }) {
  const { id, caller, summary, about, body, answers, problems } = operation
  const parameters = parametersOf(operation)
  return (
    <section id={id} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{summary}</h2>
      <p class="address">
        <Address {...operation} />
      </p>
      <p>
        <Said text={about} />
      </p>
      <p class="hint">
        <Said text={CALLERS[caller]} />
      </p>
      {parameters.length > 0 && <h3>Parameters</h3>}
      <ul class="fields">
        {parameters.map(({ name, in: place, required, description, schema }) => (
          <Field
            name={name}
            kind={`${place} · ${typeName(schema)}`}
            isRequired={required}
            about={description}
          />
        ))}
      </ul>
      {body && (
        <>
          <h3>Body</h3>
          <Fields schema={inputSchema(body)} path="" isInput />
          <Example value={body.example} />
        </>
      )}
      <h3>Answer</h3>
      {answers.map(({ status, about: said, type, schema, example }) => (
        <>
          <p>
            <b>{status}</b> <code>{type}</code> {said}
          </p>
          {example !== undefined && (
            <>
              {schema !== undefined && <Fields schema={answerSchema(schema)} path="" />}
              <Example value={example} />
            </>
          )}
        </>
      ))}
      <h3>Refused</h3>
      <Problems types={problems} />
    </section>
  )
}

/** Those that are given, or those that anything may be refused for. */
function Problems({ types }: { types: Operation['problems'] }) {
  const shown = types.length > 0 ? types : ALWAYS
  return (
    <ul class="fields">
      {[...refusalsByStatus(shown)].flatMap(([status, said]) =>
        said.map(({ type, sentence }) => (
          <li>
            {status} <code>{type}</code> <span class="hint">{sentence}</span>
          </li>
        )),
      )}
    </ul>
  )
}

function Fields({ schema, path, isInput = false }: { schema: Schema; path: string; isInput?: boolean }) {
  return (
    <ul class="fields">
      {rowsOf(schema, path).map(({ name, field, isRequired }) => (
        <Field
          name={name}
          kind={typeName(field)}
          isRequired={isInput && isRequired}
          about={field.description ?? ''}
        />
      ))}
    </ul>
  )
}

interface Row {
  name: string
  field: Schema
  isRequired: boolean
}

/** Each field after the one that it is in; of two forms of the same thing, each field once. */
function rowsOf(schema: Schema, path: string): Row[] {
  const rows = fieldsOf(schema).flatMap(([own, field, isRequired]): Row[] => {
    const name = path === '' ? own : `${path}.${own}`
    return [{ name, field, isRequired }, ...rowsOf(field, name)]
  })
  return [...new Map(rows.toReversed().map((row) => [row.name, row])).values()].toReversed()
}

interface FieldProps {
  name: string
  kind: string
  isRequired: boolean
  about: string
}

function Field({ name, kind, isRequired, about }: FieldProps) {
  return (
    <li>
      <code>{name}</code>{' '}
      <span class="hint">
        {kind}
        {isRequired && <b> · required</b>}
      </span>
      {about !== '' && (
        <p>
          <Said text={about} />
        </p>
      )}
    </li>
  )
}

function Example({ value }: { value: unknown }) {
  return (
    <pre class="example" tabindex={0}>
      <code>{JSON.stringify(value, null, 2)}</code>
    </pre>
  )
}

/** A sentence of this reference, code between back ticks. */
function Said({ text }: { text: string }): Child {
  return <>{text.split('`').map((part, at) => (at % 2 === 1 ? <code>{part}</code> : part))}</>
}
