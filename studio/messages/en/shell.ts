/** Around every screen. */
export const shell = {
  app: {
    title: 'New video · Kinora',
    description: 'Make a short video of two people from their photos.',
    skip: 'Skip to the content',
    nav: 'Main',
    home: 'Kinora, new video',
  },
  /** On the rail and the bar at the foot: one short word each. */
  screens: {
    create: 'Create',
    library: 'Library',
    people: 'People',
    spend: 'Spend',
    settings: 'Settings',
  },
  title: {
    idle: 'New video · Kinora',
    waiting: 'Waiting · Kinora',
    progress: (percent: number) => `${percent} % · Kinora`,
    done: '(done) Kinora',
    failed: '(failed) Kinora',
    unseen: (n: number, title: string) => `(${n}) ${title}`,
  },
  theme: {
    dark: 'Switch to the dark theme',
    light: 'Switch to the light theme',
  },
  offline: {
    browser: 'You are offline. Videos go on rendering.',
    server: 'The server does not answer. We keep trying.',
  },
  signIn: {
    heading: 'Sign in',
    about:
      'This server asks for a key once. You find its own where Kinora was started, or ask whoever runs it for one.',
    key: 'API key',
    as: 'Signed in as',
    owner: (owner: string) => `Videos of ${owner}`,
    out: 'Sign out',
    button: 'Sign in',
    busy: 'Signing in…',
    wrong: 'The server did not accept this key.',
    unreachable: 'The server does not answer. Try again.',
    empty: 'Enter the key first.',
  },
  route: {
    noId: 'Missing required parameter: id. Name the video with ?id=… or ?videoId=….',
    notJson: 'The body is not JSON. Send {"id":"…"}.',
    unreachable: 'The Kinora server does not answer.',
  },
  units: {
    seconds: (n: string) => `${n} s`,
    minutes: (n: string) => `${n} min`,
    minutesSeconds: (m: string, s: string) => `${m} min ${s} s`,
    bytes: (n: string, unit: string) => `${n} ${unit}`,
    frame: (width: number, height: number) => `${width} × ${height}`,
  },
} as const
