import type { PersonId } from '#shared/kernel/ids.ts'
import { StoreError } from '../../store/rx-storage-sqlite/index.ts'
import type { Keyring } from '../keyring/keyring.ts'
import type { OpenOffice } from '../open-office.ts'
import { newestCopy } from './audit-copy.ts'
import { contentsFor } from './contents.ts'
import { type FileState, ownKeyOf, readState, saveState } from './file-state.ts'
import { readOwnFile, writeOwnFile } from './own-file.ts'
import { salvageOwnFile } from './salvage-own-file.ts'
import type { Gate } from './gate.ts'
import { bringPicture, dropPictures } from './pictures.ts'
import { lookOf, newestGeneration, type Place, placeOf, removeOlder, setAside } from './place.ts'
import { takeOver } from './take-over.ts'
import { isWitnessed, sealWitness } from './witness.ts'

export type FileDeps = { dataDir: string; keyring: Pick<Keyring, 'keptKey'>; now(): number; randomBytes(count: number): Uint8Array; log(line: string): void; gate: Gate }

/** Takes over what a volunteer wrote, if his file looks as if he had been there. */
export async function takeOverOwnFile(opened: OpenOffice, deps: FileDeps, personId: PersonId): Promise<void> {
  const place = placeOf(deps.dataDir, { personId, deviceId: opened.office.deviceId })
  const state = (await readState(opened.office, personId)) ?? (await stateFromSlot(opened, deps, place))
  if (state && lookOf(place, newestGeneration(place)) !== state.look) await deps.gate.pass(async () => void (await bringIn(opened, deps, { place, state })))
}

/**
 * Brings a volunteer's file up to date: what he wrote is taken over first, then, if what he may see differs from what is
 * in the file, a new file takes its place and the old one is overwritten and removed.
 */
export async function freshenOwnFile(opened: OpenOffice, deps: FileDeps, personId: PersonId): Promise<void> {
  const { office } = opened
  const place = placeOf(deps.dataDir, { personId, deviceId: office.deviceId })
  const ownKey = await ownKeyOf(opened, personId, deps)
  try {
    await takeOverOwnFile(opened, deps, personId)
    const state = await stateOf(opened, personId)
    const { hash } = await contentsFor(office, personId, state.fileIds)
    const newest = newestGeneration(place)
    const isFresh = newest > 0 && newest === state.generation && hash === state.contentHash
    if (!isFresh) await deps.gate.pass(() => replace(opened, deps, { place, state, ownKey }))
  } finally {
    ownKey.fill(0)
  }
}

async function replace(opened: OpenOffice, deps: FileDeps, { place, state: before, ownKey }: { place: Place; state: FileState; ownKey: Uint8Array }): Promise<void> {
  const { office } = opened
  const { personId } = place
  const newest = newestGeneration(place)
  // Whatever it looks like: nothing is replaced that has not been read to its end.
  const state = newest > 0 ? await bringIn(opened, deps, { place, state: before }) : before
  const { contents, hash } = await contentsFor(office, personId, state.fileIds)
  const generation = Math.max(newest, state.generation) + 1
  const subjectIds = contents.subjects.map(({ id }) => String(id))
  // If a kill comes between the file and its state, the next one is written anew, and nothing he wrote meanwhile is doubted.
  await saveState(office, personId, { ...state, contentHash: '', subjectIds: [...new Set([...state.subjectIds, ...subjectIds])] })
  for (const { id } of contents.files) bringPicture({ from: deps.dataDir, to: place.folder }, id)
  await writeOwnFile(place, { generation, ownKey }, contents, deps.now())
  removeOlder(place, generation)
  dropPictures(place.folder, new Set(contents.files.map(({ id }) => id)))
  await saveState(office, personId, { ...state, generation, contentHash: hash, subjectIds, fileIds: contents.files.map(({ id }) => id), look: lookOf(place, generation) })
}

/** Takes over what is in a volunteer's file and removes it: he may not log in any more. His key stays, for the day he may. */
export async function dropOwnFile(opened: OpenOffice, deps: FileDeps, personId: PersonId): Promise<void> {
  const place = placeOf(deps.dataDir, { personId, deviceId: opened.office.deviceId })
  const state = await readState(opened.office, personId)
  const newest = newestGeneration(place)
  if (!state || newest === 0) return
  await deps.gate.pass(async () => {
    const after = await bringIn(opened, deps, { place, state })
    removeOlder(place, Infinity)
    dropPictures(place.folder, new Set())
    await saveState(opened.office, personId, { ...after, generation: Math.max(newest, after.generation), contentHash: '', look: '' })
  })
}

/** Reads the file in use and takes it over. A file that cannot be read is set aside, never removed. */
async function bringIn(opened: OpenOffice, deps: FileDeps, { place, state }: { place: Place; state: FileState }): Promise<FileState> {
  const { office, audit } = opened
  const generation = newestGeneration(place)
  const ownKey = new Uint8Array(Buffer.from(state.key, 'base64'))
  const given = { office, audit, place, anchored: state.anchored, subjectIds: new Set(state.subjectIds), isWitnessed: witnessOf(opened) }
  try {
    const found = await readOwnFile(place, { generation, ownKey })
    const { anchored, unreadable } = await takeOver(given, found)
    if (unreadable > 0) setAside(place, generation)
    const fileIds = found.flatMap(({ collection, id, deleted }) => (collection === 'files' && !deleted ? [id] : []))
    const next = { ...state, anchored, fileIds: [...new Set([...state.fileIds, ...fileIds])], look: lookOf(place, generation) }
    await saveState(office, place.personId, next)
    return next
  } catch (error) {
    if (!isUnreadable(error)) throw error
    const { anchored } = await takeOver(given, await salvageOwnFile(place, { generation, ownKey }, await newestCopy(office.data.audit, place.personId)))
    deps.log(`volunteer file ${place.personId} cannot be read and was set aside`)
    setAside(place, generation)
    const next = { ...state, anchored }
    await saveState(office, place.personId, next)
    return next
  } finally {
    ownKey.fill(0)
  }
}

function isUnreadable(error: unknown): boolean {
  return error instanceof StoreError && ['WRONG_KEY', 'NOT_A_DATABASE', 'NOT_ENCRYPTED', 'CORRUPT'].includes(error.code)
}

/** Checks a seal with the key that the person's password would have opened. */
function witnessOf({ office, dataKey }: OpenOffice) {
  return async (about: { recordId: string; personId: PersonId }, seal: string): Promise<boolean> => {
    const other = await readState(office, about.personId)
    const keys = [dataKey, ...(other ? [Buffer.from(other.key, 'base64')] : [])]
    return keys.some((key) => isWitnessed(seal, sealWitness(key, office.deviceId, about)))
  }
}

/** For a database that has no word of a file that is there: it was put together again, or is of an earlier day. He may have written about whom he may see now; the rest goes to 退回. */
async function stateFromSlot(opened: OpenOffice, deps: FileDeps, place: Place): Promise<FileState | null> {
  const { office, dataKey } = opened
  const key = newestGeneration(place) > 0 ? deps.keyring.keptKey(place.personId, dataKey) : null
  if (!key) return null
  key.fill(0)
  const ownKey = await ownKeyOf(opened, place.personId, deps)
  ownKey.fill(0)
  const { contents } = await contentsFor(office, place.personId, [])
  const state = { ...(await stateOf(opened, place.personId)), subjectIds: contents.subjects.map(({ id }) => String(id)) }
  await saveState(office, place.personId, state)
  return state
}

async function stateOf({ office }: OpenOffice, personId: string): Promise<FileState> {
  const state = await readState(office, personId)
  if (!state) throw new Error('a volunteer without a key')
  return state
}
