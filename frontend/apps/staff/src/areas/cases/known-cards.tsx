// biome-ignore-all lint/performance/noBarrelFile: all of it is loaded at once, on purpose.
// What is known of a caller, a home and a matter: one part to load, since it is wanted together.
export { default as AnswerHints } from "./answer-hints.tsx";
export { CallerCard } from "./caller-card.tsx";
export { default as ConfidentialHint } from "./confidential-hint.tsx";
export { default as IncidentHints } from "./incident-hints.tsx";
export { SimilarCases } from "./similar-cases.tsx";
export { UnitCard } from "./unit-card.tsx";
