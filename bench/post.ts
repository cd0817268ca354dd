import { cpuSeconds } from '../tests/support/process.ts'
import { makeInstallation, serve } from './installation.ts'
import { percentile, postByClients } from './posting.ts'
export async function post(): Promise<Record<string, unknown>> {
  const installation = await makeInstallation(50, 200)
  const ours = await serve(installation)
  try {
    const target = { url: installation.url, articleId: installation.articleId, cookies: installation.cookies }
    await postByClients(target, 32, 1_500)
    const before = cpuSeconds(ours.child.pid ?? 0)
    const done = await postByClients(target, 32, 4_000)
    const cpu = cpuSeconds(ours.child.pid ?? 0) - before
    return {
      perSecond: done.posts / done.seconds,
      cpuMs: (cpu * 1000) / done.posts,
      errors: done.errors,
      p50: percentile(done.latencies, 0.5),
      p99: percentile(done.latencies, 0.99),
    }
  } finally {
    await ours.kill('SIGTERM')
    installation.remove()
  }
}
