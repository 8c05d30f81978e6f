import { auditOperations } from './audit-operations.ts'
import { consentOperations } from './consent-operations.ts'
import { fileOperations } from './file-operations.ts'
import { keyOperations } from './key-operations.ts'
import { kinoraOperations } from './kinora-operations.ts'
import { characterOperations, lineageOperations } from './lineage-operations.ts'
import { moneyOperations } from './money-operations.ts'
import type { Operation } from './operation.ts'
import { peopleOperations } from './people-operations.ts'
import { settingsOperations } from './settings-operations.ts'
import { videoOperations } from './video-operations.ts'
import { webhookOperations } from './webhook-operations.ts'

/** Every operation of the server. A test holds this list against the routes that answer. */
export const operations: readonly Operation[] = [
  ...videoOperations,
  ...lineageOperations,
  ...characterOperations,
  ...fileOperations,
  ...peopleOperations,
  ...consentOperations,
  ...webhookOperations,
  ...kinoraOperations,
  ...moneyOperations,
  ...keyOperations,
  ...auditOperations,
  ...settingsOperations,
]
