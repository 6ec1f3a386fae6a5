import { onScopeDispose, reactive, shallowReactive } from 'vue'
import type { Attachment } from '#shared/domain/record.ts'
import { say } from '#shared/kernel/result.ts'
import { fetchFile } from '../client/fetch-file.ts'
import { sendFile } from '../client/send-file.ts'
import { thumbnailOf } from '../client/thumbnail.ts'
import type { OfficeClient } from '../client/use-client.ts'

/** A file that was chosen and is not part of the form yet: on its way, or refused. */
export type Upload = { readonly key: number; readonly name: string; share: number; problem: string }

export type Photos = {
  uploads: Upload[]
  /** Object URL of a kept picture, for `img`; undefined while it is being read or where it is a PDF. */
  pictures: Map<string, string>
  add(files: Iterable<File>): Promise<void>
  /** Takes a kept file out of the form. */
  remove(attachment: Attachment): void
  dismiss(upload: Upload): void
  /** Reads the pictures of attachments that came with a draft or an old record. */
  load(): Promise<void>
}

/** As many as a record takes (domain/record.ts). */
export const mostFiles = 12

/** The files of a form: sent to the host as soon as they are chosen, so that a draft keeps them too. */
export function usePhotos(client: OfficeClient, form: { attachments: Attachment[] }): Photos {
  const uploads = reactive<Upload[]>([])
  const pictures = shallowReactive(new Map<string, string>())
  let nextKey = 1

  async function addOne(file: File): Promise<void> {
    const upload: Upload = reactive({ key: nextKey++, name: file.name, share: 0, problem: '' })
    uploads.push(upload)
    if (form.attachments.length + uploads.filter(({ problem }) => !problem).length > mostFiles) {
      upload.problem = `最多添加 ${mostFiles} 个附件，这一个没有添加。`
      return
    }
    const sent = await sendFile(client, file, (share) => { upload.share = share })
    const kept = sent.ok ? await client.bytes.keep({ handle: sent.value, thumbnail: await sendThumbnail(client, file) }) : sent
    if (!kept.ok) {
      upload.problem = say(kept.error)
      return
    }
    dismiss(upload)
    if (form.attachments.some(({ sha256 }) => sha256 === kept.value.sha256)) return
    if (kept.value.mime !== 'application/pdf') pictures.set(kept.value.fileId, URL.createObjectURL(file))
    form.attachments.push(kept.value)
  }

  function dismiss(upload: Upload): void {
    const at = uploads.findIndex(({ key }) => key === upload.key)
    if (at >= 0) uploads.splice(at, 1)
  }

  async function load(): Promise<void> {
    for (const { fileId, mime } of form.attachments) {
      if (mime === 'application/pdf' || pictures.has(fileId)) continue
      const read = await fetchFile(client, fileId)
      if (read.ok) pictures.set(fileId, URL.createObjectURL(read.value))
    }
  }

  onScopeDispose(() => {
    for (const url of pictures.values()) URL.revokeObjectURL(url)
  })

  return {
    uploads,
    pictures,
    // One after the other: the host's door takes one piece at a time anyway, and the order stays that of the choice.
    add: async (files) => {
      for (const file of files) await addOne(file)
    },
    remove(attachment) {
      form.attachments = form.attachments.filter(({ fileId }) => fileId !== attachment.fileId)
    },
    dismiss,
    load,
  }
}

/** The small picture is a convenience: without it the file is kept all the same. */
async function sendThumbnail(client: OfficeClient, file: File): Promise<string | null> {
  const small = await thumbnailOf(file)
  const sent = small && (await sendFile(client, small, () => undefined))
  return sent?.ok ? sent.value : null
}
