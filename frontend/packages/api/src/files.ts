import type { Api } from "./client.ts";
import { answer } from "./problem.ts";
import type { FileOut } from "./types.ts";

/** Uploads one file; it belongs to nothing until its id is named by a case or a note. */
export async function uploadFile(api: Api, key: string, file: File): Promise<FileOut> {
  const { data } = await answer(
    api.POST("/api/v1/files", {
      body: { file: file as unknown as string },
      bodySerializer: ({ file: part }) => {
        const form = new FormData();
        form.append("file", part as unknown as Blob, file.name);
        return form;
      },
      params: { header: { "Idempotency-Key": key } },
    }),
  );
  return data;
}

export function fileUrl(id: string): string {
  return `/api/v1/files/${id}/content`;
}
