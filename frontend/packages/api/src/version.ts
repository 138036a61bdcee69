/** The header that lets a change through only while nobody else has changed the same thing. */
export const ofVersion = (version: number) => ({ "If-Match": `"v${version}"` });
