/** Columns of a case that nobody holds. */
export const NO_LEASE = {
  leaseHolderId: null,
  leaseHolderName: null,
  leaseToken: null,
  leaseExpiresAt: null,
} as const
