import { ApiProblem } from "@shouwen/api/problem.ts";
import { notFound } from "@tanstack/react-router";

/** For a loader: an id that is none is answered as malformed; to the reader it is the same as one that is not there. */
export function orNotFound(error: unknown): never {
  const missing = error instanceof ApiProblem && [404, 422].includes(error.status);
  throw missing ? notFound() : error;
}
