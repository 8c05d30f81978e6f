/** Everything that `npm run bench` measures, one after the other: imports that await would run side by side. */
await import('./http.ts')
await import('./render.ts')

export {}
