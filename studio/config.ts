/** The only file of the studio that reads the environment. Read at run time, on the server. */
export function apiUrl(): string {
  return (process.env['KINORA_API_URL'] ?? 'http://127.0.0.1:4600').replace(/\/+$/, '')
}
