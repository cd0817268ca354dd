import type { Ports } from '../ports.ts'
import { type Answering, createAnswering } from './answering.ts'
import { type Appealing, createAppealing } from './appealing.ts'
import { createDeciding, type Deciding } from './deciding.ts'
import { createInboxing, type Inboxing } from './inboxing.ts'
import { createQueueing, type Queueing } from './queueing.ts'
import { createReading, type Reading } from './reading.ts'
import { createRecording } from './recording.ts'
import { createReporting, type Reporting } from './reporting.ts'
import { createRestricting, type Restricting } from './restricting.ts'
import { createStatements, type Statements } from './statements.ts'

export interface ModerationService
  extends Queueing,
    Deciding,
    Restricting,
    Reporting,
    Reading,
    Statements,
    Appealing,
    Answering,
    Inboxing {}

export function createModerationService(ports: Ports): ModerationService {
  const recording = createRecording(ports)
  const deciding = createDeciding(ports, recording)
  const statements = createStatements(ports)
  return {
    ...createQueueing(ports, recording),
    ...deciding,
    ...createRestricting(ports, recording, deciding),
    ...createReporting(ports, recording),
    ...createReading(ports, recording),
    ...statements,
    ...createAppealing(ports, statements),
    ...createAnswering(ports, recording),
    ...createInboxing(ports, statements),
  }
}
