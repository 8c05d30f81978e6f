import { generateKeyPairSync, sign } from 'node:crypto'

const der = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(parts)
  const long = body.length > 127
  const length = long ? Buffer.from([0x82, body.length >> 8, body.length & 255]) : Buffer.from([body.length])
  return Buffer.concat([Buffer.from([tag]), length, body])
}
const hex = (text: string) => Buffer.from(text, 'hex')

/** A certificate for 127.0.0.1 that nobody vouches for (RFC 5280), new each time: no key lies in the repository. */
export function selfSigned(): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const algorithm = der(0x30, hex('06082a8648ce3d040302')) // ecdsa-with-SHA256
  const commonName = der(0x30, hex('0603550403'), der(0x0c, Buffer.from('127.0.0.1')))
  const name = der(0x30, der(0x31, commonName))
  const dates = der(0x30, der(0x17, Buffer.from('250101000000Z')), der(0x17, Buffer.from('450101000000Z')))
  const version = der(0xa0, hex('020102'))
  const key = publicKey.export({ type: 'spki', format: 'der' })
  const body = der(0x30, version, hex('020101'), algorithm, name, dates, name, key)
  const signature = der(0x03, Buffer.from([0]), sign('sha256', body, privateKey))
  const whole = der(0x30, body, algorithm, signature).toString('base64')
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${whole.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
  }
}
