/** Of a comment, in UTF-16 code units, as a browser counts what is typed. By itself: a browser has it without the schemas. */
export const commentLengthMax = 2_000;
