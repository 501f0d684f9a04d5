export type Reason = "not_found" | "forbidden" | "conflict" | "invalid";

/** How a command says no. The message is a sentence to the person that says what to do. */
export class Refused extends Error {
  constructor(
    readonly reason: Reason,
    message: string,
  ) {
    super(message);
    this.name = "Refused";
  }
}
