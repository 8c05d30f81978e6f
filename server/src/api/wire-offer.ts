import type { Offer } from '../spec/offer.ts'

/** What a selector or an estimate needs to know of a model. */
export function toWireOffer(offer: Offer) {
  return {
    title: offer.title,
    about: offer.about,
    seconds: offer.seconds,
    sizes: offer.sizes,
    qualities: offer.qualities,
    references: offer.references,
    people: {
      faces: offer.references.max > 0 && offer.references.faces,
      photos_go_to: offer.people.photosGoTo,
      kept_there: offer.people.keptThere,
      own_consent: offer.people.ownConsent,
      charged_on_refusal: offer.people.chargedOnRefusal,
    },
    audio: offer.audio,
    edits: offer.edits ?? null,
    extends: offer.extends ?? null,
    usd_micros_per_second: offer.usdMicrosPerSecond,
    price_source: offer.priceSource,
    generative: offer.generative,
    retires_on: offer.retiresOn,
  } as const
}
