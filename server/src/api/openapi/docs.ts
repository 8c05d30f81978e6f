import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Hono } from 'hono'
import { Fault } from '../../spec/fault.ts'
import type { Env } from '../context.ts'
import { createDocument } from './document.ts'
import { operations } from './operations.ts'

const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))

/** What the page needs, and no more of the package than that. */
const FILES: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
}

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Kinora API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<main id="docs"><noscript>The same text as data: <a href="/v1/openapi.json">openapi.json</a></noscript></main>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`

const START = `SwaggerUIBundle({ url: '/v1/openapi.json', dom_id: '#docs', deepLinking: true, defaultModelsExpandDepth: 0 })\n`

/** Only files of this server; the library writes styles into elements, hence the exception for styles. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'"

/** `/v1/openapi.json` and a page to read it, both without a key: they say what the source says. */
export function docs(): Hono<Env> {
  return new Hono<Env>()
    .get('/v1/openapi.json', (c) => c.json(createDocument(operations, new URL(c.req.url).origin)))
    .get('/docs', (c) => c.html(PAGE, 200, { 'content-security-policy': POLICY }))
    .get('/docs/start.js', (c) => c.body(START, 200, { 'content-type': 'text/javascript; charset=utf-8' }))
    .get('/docs/:file', async (c) => {
      const file = c.req.param('file')
      const type = Object.hasOwn(FILES, file) ? FILES[file] : undefined
      if (type === undefined) throw new Fault('not_found', `Unknown request: GET ${c.req.path.slice(0, 200)}.`)
      return c.body(new Uint8Array(await readFile(join(folder, file))), 200, { 'content-type': type })
    })
}
