/** What KINORA_ENGINES may name: a hosted provider in the shape of OpenAI's Videos API. */
export const EXAMPLE = JSON.stringify(
  [
    {
      name: 'hosted',
      kind: 'videos-api',
      url: 'https://api.example.com/v1',
      key_from: 'HOSTED_VIDEO_KEY',
      dialect: 'openai',
      slots: 2,
      photos_kept: '30 days',
      models: [
        {
          model: 'video-model-1',
          title: 'Video model 1',
          seconds: [4, 8],
          sizes: ['720x1280', '1280x720'],
          references: { max: 1, faces: true },
          audio: true,
          usd_per_second: 0.1,
          price_source: 'its price page, 2026-11-23',
        },
      ],
    },
  ],
  null,
  2,
)
