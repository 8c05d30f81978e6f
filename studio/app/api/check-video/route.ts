import { apiUrl } from '../../../config.ts'
import { forwardCheck } from '../../../notes/forward.ts'

export const dynamic = 'force-dynamic'

export function GET(request: Request): Promise<Response> {
  return forwardCheck(request, { base: apiUrl(), fetch })
}

export function POST(request: Request): Promise<Response> {
  return forwardCheck(request, { base: apiUrl(), fetch })
}
