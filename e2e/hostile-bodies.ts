export type HostileBody = { type: string; body: string };

const text = (body: string): HostileBody => ({ type: "text/plain;charset=UTF-8", body });

function parts(...values: string[]): HostileBody {
  const written = values.map((value, n) => `--b\r\nContent-Disposition: form-data; name="${n}"\r\n\r\n${value}\r\n`);
  return { type: "multipart/form-data; boundary=b", body: `${written.join("")}--b--\r\n` };
}

/** What a reference of React's wire format may begin with, known or not. */
const letters = "$@FhTQWKiInNuDZOoUSsLlGgMmVBRrXxPYEACc-".split("");
const targets = ["", "0", "1", "2:a:b", "ffffffff", "zz"];

/** Bodies for a server action that mean harm: cycles, references to nothing and to what every object has, sizes. */
export const hostileBodies: HostileBody[] = [
  ...["", "{", "[", "null", "0", '"$"', "[null]", "[[]]", "[{}]", "\0", "[1e999]", '["\\ud800"]', '["\\u0000"]'].map(
    text,
  ),
  ...letters.flatMap((letter) => targets.map((target) => text(`["$${letter}${target}"]`))),
  ...letters.map((letter) => parts(`["$${letter}1"]`, '["$0"]', "x")),
  ...["__proto__", "constructor", "prototype", "then", "toString", "length"].flatMap((key) => [
    text(`[{"${key}":{"polluted":true}}]`),
    text(`["$0:${key}:${key}"]`),
    parts(`["$1:${key}:constructor"]`, '{"a":1}'),
  ]),
  text(`["$n${"9".repeat(200_000)}"]`),
  text(`[${Array(100_000).fill('"$0"').join(",")}]`),
  parts(`[${Array(100_000).fill('"$1"').join(",")}]`, '{"a":"$0"}'),
  text("[".repeat(10_000) + "]".repeat(10_000)),
  text(`${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`),
  text(`["${"a".repeat(900_000)}"]`),
  parts('["$F1"]', '{"id":"x","bound":"$@1"}'),
  parts('["$F1"]', '{"id":"$1","bound":null}'),
  parts('["$F1","$F1"]', '{"id":"00","bound":"$@2"}', '["$F1"]'),
  parts('{"then":"$1:then","status":"resolved_model","value":"{\\"then\\":\\"$B0\\"}"}', '"$@0"'),
  parts('["$Q1"]', '[["$0","$0"],["$Q1","$W1"]]'),
  parts('["$W1"]', '["$W1","$W1"]'),
  parts('["$K1_"]', '"x"'),
  parts('["$R1"]', "[]"),
  ...Array.from({ length: 20 }, (_, n) =>
    parts(...Array.from({ length: n + 2 }, (_, at) => `["$${(at + 1) % (n + 2)}"]`)),
  ),
  { type: "multipart/form-data", body: "--b" },
  {
    type: "multipart/form-data; boundary=b",
    body: '--b\r\nContent-Disposition: form-data; name="$ACTION_REF_1"\r\n\r\n\r\n--b--\r\n',
  },
  {
    type: "multipart/form-data; boundary=b",
    body: '--b\r\nContent-Disposition: form-data; name="$ACTION_ID_x"\r\n\r\n\r\n--b--\r\n',
  },
  { type: "application/x-www-form-urlencoded", body: "%E0=%E0&__proto__[a]=1" },
  { type: "application/json", body: '["$0"]' },
  { type: "", body: '["$0"]' },
];

/** What no answer may tell of the server's insides. */
export const insides =
  /\bat [^\n]{1,200}:\d+:\d+\)?|node_modules|\/work\/|file:\/\/\/|\.next\/server|PostgresError|DrizzleQueryError|postgres(ql)?:\/\/|"[a-z_]+"\."[a-z_]+"|relation "|syntax error at or near|quarterdeck_(app|owner|share)|AUTH_SECRET|DATABASE_[A-Z]*URL|QUARTERDECK_[A-Z]+/;
