import { type Html, html } from "@/lib/publishing/html";

/** What stands on a page of the door in place of a note. */
export type Body = { heading: string; words: Html };

/** What a form of the door says when it is shown again. */
type Again = { refusal?: string | undefined };

export function passwordPage({ refusal }: Again): Body {
  return asking(
    "This note asks for a password",
    "Whoever sent you the link knows it.",
    html`
      ${no(refusal)}<label for="password">Password</label>
      <input id="password" name="password" type="password" autocomplete="off" required maxlength="128" autofocus${described(refusal)}>
      <button>Open the note</button>`,
  );
}

export function addressPage({ refusal, typed = "" }: Again & { typed?: string }): Body {
  return asking(
    "This note is for certain readers",
    "Give your address. If the link was made for it, you get a code by mail, which opens the note.",
    html`
      ${no(refusal)}<label for="address">Your e-mail address</label>
      <input id="address" name="address" type="email" autocomplete="email" required maxlength="254" value="${typed}" autofocus${described(refusal)}>
      <button>Send the code</button>`,
  );
}

export function codePage({ refusal, codeId }: Again & { codeId: string }): Body {
  return asking(
    "Enter the code",
    "If the link was made for your address, a code is on its way to it. It is good for fifteen minutes.",
    html`
      ${no(refusal)}<input type="hidden" name="codeId" value="${codeId}"><label for="code">Code</label>
      <input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" required maxlength="20" autofocus${described(refusal)}>
      <button>Open the note</button>`,
    html`<p><a href="?">Use another address, or ask for another code</a></p>`,
  );
}

/** In front of a note that can be seen a number of times: opening this page takes none of them. */
export function viewPage(viewsLeft: number): Body {
  const left = viewsLeft === 1 ? "once more" : `${viewsLeft} times more`;
  return asking(
    "This note can be opened a number of times",
    `It can be opened ${left}. Opening it takes one; reloading the page then takes another.`,
    html`<input type="hidden" name="view" value="1"><button>Open the note</button>`,
  );
}

function asking(heading: string, sentence: string, fields: Html, after: Html | null = null): Body {
  return { heading, words: html`<p>${sentence}</p><form class="ask" method="post">${fields}</form>${after}` };
}

function no(refusal: string | undefined): Html | null {
  return refusal ? html`<p class="no" id="no" role="alert">${refusal}</p>` : null;
}

function described(refusal: string | undefined): Html | null {
  return refusal ? html` aria-describedby="no" aria-invalid="true"` : null;
}
