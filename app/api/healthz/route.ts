/** Whether the process answers; it asks the database nothing. */
export function GET(): Response {
  return new Response("ok");
}
