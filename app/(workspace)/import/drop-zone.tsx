import { Upload } from "lucide-react";
import { type DragEvent, type ReactNode, useState } from "react";
import button from "@/app/_ui/button.module.css";
import style from "./import.module.css";

type Taking = { onFile: (file: File) => void };

/** The side of the page that a file may be dropped on, anywhere. */
export function DropArea({ onFile, children }: Taking & { children: ReactNode }) {
  const [isOver, setIsOver] = useState(false);
  const hasFile = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes("Files");
  return (
    <section
      aria-labelledby="source-title"
      className={`${style.source} ${isOver ? style.over : ""}`}
      onDragOver={(event) => {
        if (!hasFile(event)) return;
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setIsOver(false);
      }}
      onDrop={(event) => {
        const [file] = event.dataTransfer.files;
        setIsOver(false);
        if (!file) return;
        event.preventDefault();
        onFile(file);
      }}
    >
      {children}
    </section>
  );
}

type DropZoneProps = Taking & { hasScripts: boolean; isEmpty: boolean };

/** Says what may be dropped, and lets a file be chosen. */
export function DropZone({ hasScripts, isEmpty, onFile }: DropZoneProps) {
  const where = isEmpty ? "paste the text below" : "paste over the text below";
  return (
    <div className={style.drop}>
      <Upload size={16} aria-hidden="true" />
      <span>{hasScripts ? `Drop a .txt or .md file here, or ${where}` : "Paste the text below"}</span>
      {hasScripts && (
        <label className={`${button.button} ${button.small} ${style.choose}`}>
          Choose file
          <input
            type="file"
            className="vh"
            accept=".txt,.md,text/plain,text/markdown"
            onChange={(event) => {
              const [file] = event.target.files ?? [];
              if (file) onFile(file);
              event.target.value = ""; // so that the same file can be chosen again
            }}
          />
        </label>
      )}
    </div>
  );
}
