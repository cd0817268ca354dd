import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'

const run = promisify(execFile)

/** A paper's program: this package's types, and of React and Vue as much as these types touch. */
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'brevier-types-'))
  const put = (path: string, text: string) => {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  cpSync(resolve('src/browser/types'), join(folder, 'node_modules/brevier/dist/types'), { recursive: true })
  cpSync(resolve('package.json'), join(folder, 'node_modules/brevier/package.json'))
  put('node_modules/react/package.json', '{"name":"react","types":"index.d.ts"}')
  put(
    'node_modules/react/index.d.ts',
    `export interface HTMLAttributes<T> { className?: string; lang?: string; children?: unknown }
    export type DetailedHTMLProps<E, T> = E & { key?: string; ref?: (element: T | null) => void }
    export namespace JSX { interface Element {} interface IntrinsicElements { p: HTMLAttributes<HTMLElement> } }`,
  )
  put(
    'node_modules/react/jsx-runtime.d.ts',
    `import type { JSX as R } from 'react'
    export namespace JSX { type Element = R.Element; interface IntrinsicElements extends R.IntrinsicElements {} }
    export function jsx(...all: unknown[]): R.Element
    export function jsxs(...all: unknown[]): R.Element`,
  )
  put('node_modules/vue/package.json', '{"name":"vue","types":"index.d.ts"}')
  put('node_modules/vue/index.d.ts', 'export interface GlobalComponents {}')
  put(
    'tsconfig.json',
    JSON.stringify({
      compilerOptions: {
        strict: true,
        module: 'esnext',
        moduleResolution: 'bundler',
        target: 'es2022',
        jsx: 'react-jsx',
        types: [],
        noEmit: true,
      },
      include: ['*.tsx'],
    }),
  )
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What the compiler says to it; empty when it is content. */
async function compile(program: string): Promise<string> {
  writeFileSync(join(folder, 'program.tsx'), program)
  const answer = await run(process.execPath, [
    resolve('node_modules/typescript/bin/tsc'),
    '-p',
    folder,
  ]).catch(({ stdout }: { stdout: string }) => ({ stdout }))
  return answer.stdout
}

/** Every line after an expectation of an error must be one. */
const PROGRAM = `
import type {} from 'brevier/embed'
import type {} from 'brevier/react'
import type {} from 'brevier/vue'
import type { GlobalComponents } from 'vue'

const tag = document.createElement('brevier-comments')
tag.addEventListener('brevier:ready', ({ detail }) => detail.count.toFixed())
tag.addEventListener('brevier:error', ({ detail }) => detail.type === 'load-failed')
addEventListener('brevier:login', ({ detail }) => !detail.signedIn)
document.addEventListener('brevier:submitted', ({ detail }) => detail.state.trim())
// @ts-expect-error Whose comment it is stays with the reader.
tag.addEventListener('brevier:published', ({ detail }) => detail.comment.trim())

export const react = [
  <brevier-comments site="ledger" article="a1" loading="click" height="640px" className="wide">Comments</brevier-comments>,
  <brevier-count site="ledger" url="https://www.ledger.example/a1" />,
  // @ts-expect-error
  <brevier-comments article="a1" />,
  // @ts-expect-error
  <brevier-comments site="ledger" theme="sepia" />,
]

type Props = InstanceType<GlobalComponents['brevier-comments']>['$props']
export const vue: Props[] = [
  { site: 'ledger', theme: 'dark', 'onBrevier:submitted': ({ detail }) => detail.state.trim() },
  // @ts-expect-error
  { site: 'ledger', loading: 'never' },
]
`

it('the types take what a paper’s program may write, in React and in Vue, and refuse the rest', async () => {
  expect(await compile(PROGRAM)).toBe('')
})
