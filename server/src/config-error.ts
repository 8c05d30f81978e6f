/** A setting the operator must change. `npm start` prints the message alone, without a stack. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}
