import { ConfigError } from './config-error.ts'
import type { Engine } from './spec/engine.ts'

/** Every Sora model id that code in the wild asks for (videos-api.md 3.1). */
const SORA = ['sora-2', 'sora-2-pro', 'sora-2-2025-10-06', 'sora-2-2025-12-08', 'sora-2-pro-2025-10-06']

/** Where the Sora names lead as long as the operator says nothing else. */
const USUAL = 'kinora-animatic'

/**
 * The further names of models: Sora's, and what the operator set in KINORA_ALIASES, which goes first.
 * @throws ConfigError when a name leads nowhere or hides a model.
 */
export function joinAliases(
  configured: Readonly<Record<string, string>>,
  engines: readonly Pick<Engine, 'offers'>[],
): Readonly<Record<string, string>> {
  const models = engines.flatMap(({ offers }) => offers.map(({ model }) => model))
  const known = models.map((model) => `"${model}"`).join(', ')
  for (const [alias, target] of Object.entries(configured)) {
    if (models.includes(alias))
      throw new ConfigError(
        `KINORA_ALIASES: "${alias}" is a model of its own. Use another name for what leads elsewhere.`,
      )
    if (!models.includes(target))
      throw new ConfigError(
        `KINORA_ALIASES: "${alias}" leads to "${target}", which no engine makes. Use one of: ${known}.`,
      )
  }
  const usual = SORA.filter((name) => !models.includes(name)).map((name) => [name, USUAL])
  return { ...Object.fromEntries(usual), ...configured }
}
