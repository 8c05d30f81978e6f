/**
 * The provider as a process of its own, for tests in which Kinora is killed: `node test/kit/provider/run.ts [options as
 * JSON]` prints its address, ends with its parent's stdin, and tells its book on `GET /account` of the second address.
 */
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider, type ProviderOptions } from './provider.ts'

async function answer(order: (() => unknown) | undefined, res: ServerResponse): Promise<void> {
  const body = (await order?.()) ?? {}
  res.writeHead(order ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

const provider = await new Provider(JSON.parse(process.argv[2] ?? '{}') as ProviderOptions).open()
const admin = createServer((req, res) => {
  const { pathname } = new URL(req.url ?? '/', 'http://x')
  const orders: Record<string, (() => unknown) | undefined> = {
    'GET /account': () => provider.account.report(),
    'GET /renders': () => [...provider.account.renders.values()],
    'POST /forget': () => provider.forget(),
    'POST /refuse': () => provider.refuse(),
    'POST /accept': async () => void (await provider.open()),
  }
  void answer(orders[`${req.method} ${pathname}`], res)
})
admin.listen(0, '127.0.0.1', () => {
  const { port } = admin.address() as AddressInfo
  process.stdout.write(
    `${JSON.stringify({ url: provider.url, key: provider.key, admin: `http://127.0.0.1:${port}` })}\n`,
  )
})
process.stdin.on('end', () => process.exit(0)).resume()
