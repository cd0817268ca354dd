import { type ClientName, FAULTS, type Fault, type FaultCode, type Severity, type Verdict } from './model.ts'

/** What is to be done: one piece of advice per kind of fault, with everybody whom it concerns. */
export interface Task {
  code: FaultCode
  severity: Severity
  findings: readonly { fault: Fault; clients: readonly ClientName[] }[]
}

/** What breaks a card comes first, then what most readers of links stumble over. */
export function tasksOf(verdicts: readonly Verdict[]): Task[] {
  const found = verdicts.flatMap(({ client, faults }) => faults.map((fault) => ({ client, fault })))
  const tasks = FAULTS.map((code) => ({ code, own: found.filter(({ fault }) => fault.code === code) }))
  return tasks
    .filter(({ own }) => own.length > 0)
    .sort((a, b) => failing(b.own) - failing(a.own) || b.own.length - a.own.length)
    .map(({ code, own }) => ({
      code,
      severity: failing(own) === 1 ? 'fails' : 'flawed',
      findings: findingsOf(own),
    }))
}

function failing(own: readonly { fault: Fault }[]): 0 | 1 {
  return own.some(({ fault }) => fault.severity === 'fails') ? 1 : 0
}

function findingsOf(own: readonly { client: ClientName; fault: Fault }[]): Task['findings'] {
  const findings = new Map<string, { fault: Fault; clients: ClientName[] }>()
  for (const { client, fault } of own) {
    const key = `${fault.is}\n${fault.may}`
    const known = findings.get(key)
    if (known) known.clients.push(client)
    else findings.set(key, { fault, clients: [client] })
  }
  return [...findings.values()]
}
