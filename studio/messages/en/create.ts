/** The Create screen. */
export const create = {
  create: {
    heading: 'New video',
    form: 'New video',
    saved: 'Draft saved on this device',
    from: {
      loading: 'Filling in the earlier video…',
      filled: 'Filled in from your earlier video. Change what you like.',
      'photos-gone': 'Filled in from your earlier video. Its photos are not kept any more: add them again.',
      gone: 'That video is not here any more. Your form is as it was.',
      silent: 'The server did not answer, so nothing was filled in. Open the link again.',
    },
  },
  people: {
    heading: 'Who’s in it?',
    samples: 'Use two sample people',
    sampleNames: ['Grace', 'Eileen'] as const,
    credit:
      'Public domain portraits of Grace Hopper (US Navy) and Eileen Collins (NASA). They need no tick. Nobody shown endorses Kinora.',
    samplesStay: 'The sample people stay on this machine. Add photos of your own, or pick the built-in engine.',
    stay: 'Photos stay on this machine.',
    sent: (host: string) => `Photos are sent to ${host}.`,
    sentAndKept: (host: string, kept: string) => `Photos are sent to ${host} (kept there: ${kept}).`,
    noFaces: 'Photos of people are refused there.',
    refusalCosts: 'A photo it refuses may still cost.',
    defaultName: (n: number) => `Person ${n}`,
    add: (n: number) => `Add person ${n}`,
    how: 'Drop, paste or choose a photo',
    drop: 'Let go to use this photo',
    reading: 'Reading the photo',
    photoOf: (name: string) => `Photo of ${name}`,
    replace: (name: string) => `Replace the photo of ${name}`,
    remove: (name: string) => `Remove the photo of ${name}`,
    file: (n: number) => `Photo file of person ${n}`,
    name: (n: number) => `Name of person ${n}`,
    swap: 'Swap the two people',
  },
  photoProblem: {
    type: 'That is not a photo we can read. Use JPEG, PNG or WebP.',
    heic: 'That is a HEIC photo this browser cannot read. Save it as JPEG.',
    size: 'Over 20 MB. Pick a smaller one.',
    small: 'That photo is too small to show a face.',
    narrow: 'That photo is too long and thin. Crop it first.',
    damaged: 'That photo is damaged and cannot be read.',
    sample: 'The sample photo did not load. Try again.',
  },
  consent: {
    both: (a: string, b: string) => `${a} and ${b} both agreed to be in this video.`,
    one: (name: string) => `${name} agreed to be in this video.`,
    bothSent: (a: string, b: string, host: string) =>
      `${a} and ${b} both agreed to be in this video, and that their photos are sent to ${host}.`,
    oneSent: (name: string, host: string) =>
      `${name} agreed to be in this video, and that their photo is sent to ${host}.`,
    why: 'Why we ask',
    because:
      'A video of someone can hurt them when they did not want it. Your tick stays with this draft; a new photo or another engine asks again.',
    first: 'Tick this first.',
  },
  prompt: {
    heading: 'What happens?',
    presets: 'Ideas to start from',
    label: 'Describe the video',
    placeholder: 'Two friends walk along a beach at sunset, laughing at something only they know.',
    counter: (used: string, limit: string) => `${used} of ${limit} characters`,
    counterShort: (used: string, limit: string) => `${used} / ${limit}`,
    replaced: 'We replaced your text.',
    undo: 'Bring it back',
    empty: 'Write what happens first.',
    long: (over: string) => `${over} characters too many. Shorten it.`,
  },
  preset: {
    beach: 'Beach sunset',
    city: 'Neon night',
    mountains: 'Mountains',
    forest: 'Forest',
    space: 'Space',
    snow: 'First snow',
    desert: 'Desert',
    ballroom: 'Last dance',
  },
  look: {
    heading: 'How should it look?',
    engine: 'Engine',
    perSecond: (price: string) => `${price} a second`,
    animatic: 'Built-in animatic: drawn on this machine, no AI model.',
    length: 'Length',
    shape: 'Shape and size',
    quality: 'Quality',
    standard: 'Standard',
    high: 'High',
    takes: (photos: number, sound: boolean) =>
      `${photos === 0 ? 'No photos' : photos === 1 ? 'One photo' : `Up to ${photos} photos`}, ${sound ? 'with sound' : 'without sound'}.`,
    oneOnly: (title: string, n: number) =>
      n === 0
        ? `${title} takes no photos. Remove them or pick another engine.`
        : `${title} takes ${n} photo. Remove one or pick another engine.`,
    fitted: (title: string, wish: string, got: string) => `${title} cannot make ${wish}, so we picked ${got}.`,
    retires: (day: string) => `Ends on ${day}.`,
    loading: 'Asking the server what it can make',
  },
  shapes: { wide: 'Wide', tall: 'Tall', square: 'Square' },
  estimate: {
    heading: 'Estimate',
    free: 'Free',
    unknown: 'Price unknown',
    unknownWhy: 'The engine does not tell its price before it renders.',
    tiny: 'under $0.01',
    sum: (seconds: number, price: string) => `${seconds} s × ${price}`,
    freeWhy: 'Drawn on this machine',
    source: (source: string) => `An estimate. Price from: ${source}`,
    wait: (about: string) => `Ready in about ${about}, going by your last videos`,
    noWait: 'The first video shows how long one takes here',
  },
  ready: {
    heading: 'Before you generate',
    photos: (n: number) =>
      n === 2 ? 'Both photos are in' : n === 1 ? 'One photo is in' : 'No photos: the words alone make the video',
    tooMany: (most: number) =>
      most === 0
        ? 'This engine takes no photos'
        : most === 1
          ? 'This engine takes one photo'
          : `This engine takes ${most} photos`,
    agreed: 'Everyone shown agreed',
    samples: 'Sample people need no tick',
    samplesStay: 'Sample people stay on this machine',
    noAgreement: 'Say that everyone agreed',
    prompt: 'You said what happens',
    noPrompt: 'Say what happens',
  },
  generate: {
    button: (price: string) => `Generate video · ${price}`,
    short: 'Generate',
    label: 'Generate video',
    sending: 'Sending…',
    loading: 'One moment…',
    after: 'You can close this tab. We keep rendering.',
    preview: 'Preview',
  },
  still: {
    photosOnly: 'Your photos',
    onePhoto: 'Your photo',
    honest: 'These are the photos you chose, not the video. The engine places the people in the scene.',
    empty: 'Your video takes this shape',
    emptyHint: 'Add two photos, say what happens, then generate.',
    region: 'Preview',
  },
} as const
