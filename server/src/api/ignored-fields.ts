/**
 * Fields that other servers take for a create (videos-api.md 9.1) and that would have changed the picture or the sound.
 * Here they are not refused, since a client that sends them to everyone still wants its video, but never dropped in
 * silence either. What only labels a request (`metadata`, `user`) needs no word.
 */
const TELLING = new Set(
  `fps frames num_frames frame_rate negative_prompt aspect_ratio ratio resolution width height
  guidance_scale guidance_scale_2 cfg_scale num_inference_steps steps flow_shift motion_strength strength
  style style_preset camera camera_motion camera_control loop enable_upscaling upscale lora loras
  audio generate_audio generate_sound music voice sound_effects
  image images image_url image_urls image_reference reference_url reference_images reference_image_urls
  input_references video_reference audio_reference video video_url audio_url first_frame last_frame
  first_frame_image last_frame_image start_image end_image frame_images character_ids
  extra_params extra_body extra nvext parameters`
    .trim()
    .split(/\s+/),
)

/** The names among a create's fields that nobody heeds and that its sender would miss. */
export function ignoredFields(fields: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.keys(fields).filter((name) => TELLING.has(name) && fields[name] !== '')
}
