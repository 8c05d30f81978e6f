import { LIMITS } from '../spec/limits.ts'

/**
 * What the API document says of fields that are read with more patience than a JSON schema can express: numbers and
 * texts alike, several spellings. Which values a model takes is in `/v1/models`.
 */
export const told = {
  prompt: { description: 'What happens.', minLength: 1, maxLength: LIMITS.promptCharacters },
  seconds: {
    type: ['string', 'integer'],
    description: 'Whole seconds, as text or number; 4 unless said. What a model takes is in its offer.',
    examples: ['8', 10],
  },
  size: {
    type: 'string',
    pattern: '^\\d{2,5}x\\d{2,5}$',
    description: 'WIDTHxHEIGHT in pixels, both even; 720x1280 unless said.',
    examples: ['720x1280', '1024x1808'],
  },
  quality: { type: 'string', enum: ['standard', 'high', 'hd'], description: '`hd` is `high`; `standard` unless said.' },
  seed: {
    type: ['integer', 'string'],
    description:
      '0 to 4294967295. The same order with the same seed gives the same picture; made from the prompt unless said.',
  },
  priority: {
    type: 'string',
    enum: ['low', 'normal', 'high'],
    description:
      'Whose turn comes first while engines are busy; `normal` unless said. Within one priority, keys take turns.',
  },
  n: { type: ['integer', 'string'], enum: [1, '1'], description: 'One request makes one video.' },
  input_reference: {
    description:
      'The photos, person 1 first: in a form repeated files; in JSON one object or a list of `{"image_url": "data:…"}`, `{"image_url": "https://…"}` or `{"file_id": "…"}`.',
  },
  people: {
    description:
      'Ids of saved people (`/v1/people`). Each brings its photo, in the order in which the prompt first names them; `@name` in the prompt does the same without an id.',
  },
} as const
