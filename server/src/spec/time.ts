/** Unix milliseconds. Passed in everywhere, so that tests own time. */
export type Clock = () => number
