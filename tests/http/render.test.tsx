import { AsyncLocalStorage } from 'node:async_hooks'
import { expect, it, vi } from 'vitest'
import { renderDocument } from '../../src/ui/render.ts'

function Name({ name }: { name: string }) {
  return <b>{name}</b>
}

it('a rendered page leaves nothing behind that makes every later callback of the process dearer', () => {
  const run = vi.spyOn(AsyncLocalStorage.prototype, 'run')
  const page = renderDocument(
    <p>
      <Name name="a < b" />
    </p>,
  )
  expect(page).toBe('<!doctype html><p><b>a &lt; b</b></p>')
  expect(run).not.toHaveBeenCalled()
  expect(process.getBuiltinModule('node:async_hooks').AsyncLocalStorage).toBe(AsyncLocalStorage)
})
