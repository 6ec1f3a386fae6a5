/** Wrong designs, each switched on by itself to see that the explorer finds it. None of them exists in the product. */
export const designs = [
  'checkpointBeforeData', 'receiptBeforeCommit', 'lastWriteWins', 'numberReused', 'quarantineTakenForDone', 'rebuiltInsteadOfResent', 'nothingOfferedAgain', 'fetchOverwritesUnsent', 'answeredTwiceStoredTwice', 'markedBeforeDocuments', 'sameNumberSameVersion',
] as const
export type Design = (typeof designs)[number] | 'ours'
