/** What child processes are given: nothing, so no secret can leak into them. Next's types insist on NODE_ENV elsewhere. */
export const BARE_ENVIRONMENT = {} as NodeJS.ProcessEnv
