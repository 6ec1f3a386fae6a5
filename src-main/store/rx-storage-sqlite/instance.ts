import type {
  BulkWriteRow,
  EventBulk,
  PreparedQuery,
  RxDocumentData,
  RxJsonSchema,
  RxStorageBulkWriteResponse,
  RxStorageChangeEvent,
  RxStorageCountResult,
  RxStorageInstance,
  RxStorageInstanceCreationParams,
  RxStorageQueryResult,
} from 'rxdb'
import { filter, Subject } from 'rxjs'
import type { Observable, Subscription } from 'rxjs'
import { readAttachment } from './attachment-rows.ts'
import { bulkWrite } from './bulk-write.ts'
import { changedDocuments } from './change-feed.ts'
import type { CollectionTable } from './collection-table.ts'
import { findByIds } from './find-by-ids.ts'
import { StoreError, toStoreError, withStoreErrors } from './errors.ts'
import { countQuery, runQuery } from './run-query.ts'
import type { AnyEventBulk, SequenceCheckpoint, SharedConnection } from './shared-connection.ts'
import { purgeDeleted, removeTable } from './sweep.ts'

/** Nothing of ours is RxDB's business; the type says so. */
export type SqliteInternals = Record<string, never>
export type SqliteOptions = Record<string, never>

type Changes<T> = EventBulk<RxStorageChangeEvent<RxDocumentData<T>>, SequenceCheckpoint>

// One table holds documents of one type; only the bus between the instances does not know which.
function holds<T>(bulk: AnyEventBulk): bulk is Changes<T> {
  return bulk.events.length > 0
}

/** One open collection: RxDB's RxStorageInstance on one table of the shared connection. */
export class RxStorageInstanceSqlite<T>
  implements RxStorageInstance<T, SqliteInternals, SqliteOptions, SequenceCheckpoint>
{
  readonly databaseName: string
  readonly collectionName: string
  readonly schema: Readonly<RxJsonSchema<RxDocumentData<T>>>
  readonly options: Readonly<SqliteOptions>
  readonly internals: SqliteInternals = {}
  private readonly connection: SharedConnection
  private readonly table: CollectionTable
  private readonly changes = new Subject<Changes<T>>()
  private readonly subscription: Subscription
  private readonly onClosed: () => void
  private closing: Promise<void> | undefined

  constructor(
    params: RxStorageInstanceCreationParams<T, SqliteOptions>,
    place: { connection: SharedConnection; table: CollectionTable },
    onClosed: (instance: RxStorageInstanceSqlite<T>) => void,
  ) {
    this.databaseName = params.databaseName
    this.collectionName = params.collectionName
    this.schema = params.schema
    this.options = params.options
    this.connection = place.connection
    this.table = place.table
    this.onClosed = () => onClosed(this)
    this.subscription = this.connection.events(this.table.number).pipe(filter(holds<T>)).subscribe(this.changes)
  }

  /** Writes rows one after the other; answers those that conflict (409), lack attachment data (510) or are ill-formed (422). */
  bulkWrite(rows: BulkWriteRow<T>[], context: string): Promise<RxStorageBulkWriteResponse<T>> {
    return this.inWriteQueue(async () => {
      const { connection, table } = this
      return { error: await bulkWrite({ connection, table, instance: this, context }, rows) }
    })
  }

  /** Gives the stored documents of these ids, in any order; deleted ones only when asked for. */
  findDocumentsById(ids: string[], withDeleted: boolean): Promise<RxDocumentData<T>[]> {
    return this.read(() => findByIds<T>(this.place(), ids, withDeleted))
  }

  /** Runs a query that was prepared by RxDB's prepareQuery. */
  query(prepared: PreparedQuery<T>): Promise<RxStorageQueryResult<T>> {
    return this.read(() => ({ documents: runQuery(this.place(), prepared) }))
  }

  /** Counts like `query`; mode `slow` when JavaScript had to look at documents. */
  count(prepared: PreparedQuery<T>): Promise<RxStorageCountResult> {
    return this.read(() => countQuery(this.place(), prepared))
  }

  /** Gives an attachment as a Blob; rejects when it is missing or its digest differs. */
  async getAttachmentData(documentId: string, attachmentId: string, digest: string): Promise<Blob> {
    this.mustBeOpen()
    await this.connection.writes.idle()
    return this.read(() => readAttachment(this.place(), { documentId, attachmentId, digest }))
  }

  /** Gives the documents written after a checkpoint, in order, each once, and the next checkpoint. */
  getChangedDocumentsSince(
    limit: number,
    checkpoint?: SequenceCheckpoint,
  ): Promise<{ documents: RxDocumentData<T>[]; checkpoint: SequenceCheckpoint }> {
    return this.read(() => changedDocuments<T>(this.place(), limit, checkpoint))
  }

  /** Hot stream of every write to this collection, by any instance of this process. */
  changeStream(): Observable<EventBulk<RxStorageChangeEvent<T>, SequenceCheckpoint>> {
    this.mustBeOpen()
    return this.changes.asObservable()
  }

  /** Purges documents that were deleted at least this many milliseconds ago. */
  cleanup(minimumDeletedTime: number): Promise<boolean> {
    return this.inWriteQueue(() => purgeDeleted(this.place(), minimumDeletedTime))
  }

  /** Drops the collection and closes; rejects when already closed. */
  async remove(): Promise<void> {
    await this.inWriteQueue(() => removeTable(this.place()))
    await this.close()
  }

  /** Waits for the writes under way, then ends the change stream and gives up the connection. Idempotent. */
  close(): Promise<void> {
    this.closing ??= this.connection.writes.idle().then(() => {
      this.subscription.unsubscribe()
      this.changes.complete()
      this.onClosed()
      this.connection.release()
    })
    return this.closing
  }

  private place(): { connection: SharedConnection; table: CollectionTable; schema: Readonly<RxJsonSchema<RxDocumentData<T>>> } {
    return { connection: this.connection, table: this.table, schema: this.schema }
  }

  private async inWriteQueue<R>(work: () => Promise<R>): Promise<R> {
    this.mustBeOpen()
    return this.connection.writes.run(async () => {
      if (this.table.removed) throw this.removedError()
      try {
        return await work()
      } catch (error) {
        throw toStoreError(error)
      }
    })
  }

  // A bulk that lies open over several turns is seen by nobody before its events are out.
  private async read<R>(work: () => R): Promise<R> {
    this.mustBeOpen()
    while (this.connection.openBulk?.table === this.table.number) await this.connection.openBulk.done
    if (this.table.removed) throw this.removedError()
    return withStoreErrors(work)
  }

  private mustBeOpen(): void {
    if (this.closing !== undefined) {
      throw new StoreError('CLOSED', `the instance is closed: ${this.databaseName}/${this.collectionName}`)
    }
  }

  private removedError(): StoreError {
    return new StoreError('CLOSED', `the collection was removed: ${this.databaseName}/${this.collectionName}`)
  }
}
