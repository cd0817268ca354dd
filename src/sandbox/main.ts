import { parseArgs } from 'node:util'
import { isProductionEnvironment } from '../config/env.ts'
import { runDemo } from './demo.ts'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8787' },
    data: { type: 'string', default: './data/demo' },
    queue: { type: 'string', default: '0' },
    json: { type: 'boolean', default: false },
  },
})

// Lock 3 of the sandbox: it does not start in production.
if (isProductionEnvironment()) {
  process.stderr.write('The demo uses a sandbox X and Facebook and does not run with NODE_ENV=production.\n')
  process.exitCode = 2
} else {
  process.exitCode = await runDemo({
    port: Number(values.port),
    dataDir: values.data,
    queue: Number(values.queue),
    json: values.json,
  })
}
