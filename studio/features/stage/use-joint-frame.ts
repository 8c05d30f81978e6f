import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { composeFrame } from '../../client/joint-frame.ts'
import { useCalm } from '../create/use-calm.ts'
import type { Create } from '../create/use-create.ts'
import { previewSize } from './preview-size.ts'

/** Choices rest this long before the still is made anew, ms. */
const REST = 300

/** Both people on one still. Asked for only while it is looked at: until then no photo leaves this page. */
export function useJointFrame({ photos, wishes, draft }: Pick<Create, 'photos' | 'wishes' | 'draft'>) {
  const size = previewSize(wishes?.size ?? draft.size)
  const key = JSON.stringify([size, photos.map(({ url }) => url)])
  const calm = useCalm({ photos, size }, key, REST)
  const { data, error, isFetching } = useQuery({
    queryKey: ['joint-frame', calm.size, calm.photos.map(({ url }) => url)],
    queryFn: ({ signal }) =>
      composeFrame(
        calm.photos.map(({ file }) => file),
        calm.size ?? '',
        signal,
      ),
    enabled: calm.size !== undefined && calm.photos.length > 0,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    retry: false,
  })
  return { url: data?.url, warnings: data?.warnings ?? [], error, busy: isFetching }
}
