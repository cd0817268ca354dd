import type { Ports } from '../ports.ts'
import { type Alerting, createAlerting } from './alerting.ts'
import { type Answering, createAnswering } from './answering.ts'
import { type Appealing, createAppealing } from './appealing.ts'
import { createDeciding, type Deciding } from './deciding.ts'
import { createDsaExport, type DsaExport } from './dsa-export.ts'
import { createExpiring, type Expiring } from './expiring.ts'
import { createInboxing, type Inboxing } from './inboxing.ts'
import { createLegal, type Legal } from './legal.ts'
import { createLegalDeciding, type LegalDeciding } from './legal-deciding.ts'
import { createLogging, type Logging } from './logging.ts'
import { createQueueing, type Queueing } from './queueing.ts'
import { createReading, type Reading } from './reading.ts'
import { createRecording } from './recording.ts'
import { createReporting, type Reporting } from './reporting.ts'
import { createRestricting, type Restricting } from './restricting.ts'
import { createStatements, type Statements } from './statements.ts'
import { createStatistics, type DeskStatistics } from './statistics.ts'
import { createSubjects, type Subjects } from './subjects.ts'
import { createTransparency, type Transparency } from './transparency.ts'

export interface ModerationService
  extends Queueing,
    Deciding,
    Restricting,
    Reporting,
    Reading,
    Logging,
    DeskStatistics,
    DsaExport,
    Subjects,
    Legal,
    LegalDeciding,
    Expiring,
    Transparency,
    Statements,
    Appealing,
    Answering,
    Inboxing,
    Alerting {}

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
    ...createLogging(ports),
    ...createStatistics(ports),
    ...createDsaExport(ports),
    ...createTransparency(ports),
    ...createSubjects(ports, recording),
    ...createLegal(ports, recording),
    ...createLegalDeciding(ports, recording),
    ...createExpiring(ports, recording),
    ...statements,
    ...createAppealing(ports, statements),
    ...createAnswering(ports, recording),
    ...createInboxing(ports, statements),
    ...createAlerting(ports),
  }
}
