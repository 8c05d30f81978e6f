import { apiUrl } from '../../../config.ts'
import { forwardCreate } from '../../../notes/forward.ts'

export function POST(request: Request): Promise<Response> {
  return forwardCreate(request, { base: apiUrl(), fetch })
}
