import style from "./problems.module.css";

type LineLinksProps = { lines: number[]; onLine: (line: number) => void };

export const lineAnchor = (line: number) => `line-${line}`;

/** `line 20, 22, 23`: each leads to its line of the text. */
export function LineLinks({ lines, onLine }: LineLinksProps) {
  return (
    <span className={style.lines}>
      {lines.length === 1 ? "line" : "lines"}{" "}
      {lines.map((line, index) => (
        <span key={line}>
          {index > 0 && ", "}
          <a
            href={`#${lineAnchor(line)}`}
            onClick={(event) => {
              event.preventDefault();
              onLine(line);
            }}
          >
            {line}
          </a>
        </span>
      ))}
    </span>
  );
}
