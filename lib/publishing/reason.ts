/** Of a recall, in UTF-16 code units. */
export const reasonLengthMax = 2_000;
