// Walks through the service by openapi-fetch with the types of openapi-typescript.
import { writeFileSync, readFileSync } from "node:fs";
import createClient from "openapi-fetch";
import type { paths } from "./schema.js";

const [baseUrl, email, adminEmail, password, word, file] = process.argv.slice(2);
const client = createClient<paths>({ baseUrl });
const PASSWORD = "correct horse 42";

async function signIn(username: string, secret: string) {
  const { data, error } = await client.POST("/api/v1/auth/login", {
    body: { grant_type: "password", username, password: secret },
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
  });
  if (!data) throw new Error(error.code);
  return data.access_token;
}

await client.POST("/api/v1/users", {
  body: { email, full_name: "Gena Rated", password: PASSWORD },
});
let token = await signIn(email, PASSWORD);
client.use({
  onRequest({ request }) {
    request.headers.set("Authorization", `Bearer ${token}`);
    return request;
  },
});
const me = await client.GET("/api/v1/users/me");
console.log("signed up:", me.data?.full_name);

token = await signIn(adminEmail, password);
const product = (n: number) => ({
  sku: `${word}-${n}`,
  name: `${word} ${n}`,
  unit_amount: 1250,
  currency: "EUR",
});
let id = 0;
let tag = "";
for (const n of [1, 2, 3]) {
  const { data, response } = await client.POST("/api/v1/products", { body: product(n) });
  id = data!.id;
  tag = response.headers.get("ETag")!;
}

const skus: string[] = [];
let cursor: string | null | undefined;
do {
  const { data } = await client.GET("/api/v1/products", {
    params: { query: { q: word, sort: "name", limit: 2, cursor: cursor ?? undefined } },
  });
  skus.push(...data!.items.map((item) => item.sku));
  cursor = data!.next_cursor;
} while (cursor);
console.log("paged:", ...skus);

const change = () =>
  client.PATCH("/api/v1/products/{id}", {
    params: { path: { id }, header: { "If-Match": tag } },
    body: { description: "Holds 300 ml." },
    headers: { "Content-Type": "application/merge-patch+json" },
  });
console.log("changed:", (await change()).data?.description);
const stale = await change();
console.log("stale:", stale.response.status, stale.error?.code);

const csv = `sku,name,unit_amount,currency\n${word}-4,Mug,1250,EUR\n${word}-5,Mug,much,EUR\n`;
const begun = await client.POST("/api/v1/products/import", {
  params: { query: { unknown: "ignore" } },
  body: csv,
  bodySerializer: (text) => text,
  headers: { "Content-Type": "text/csv" },
});
let job = begun.data!;
while (!job.finished_at) {
  await new Promise((resolve) => setTimeout(resolve, 100));
  job = (await client.GET("/api/v1/jobs/{id}", { params: { path: { id: job.id } } })).data!;
}
const result = job.result!;
const [fault] = result.errors!;
console.log("imported:", job.state, result.created, result.failed, fault.line, fault.field);

const rows = await client.GET("/api/v1/products/export", {
  params: { query: { format: "csv", bom: false } },
  parseAs: "arrayBuffer",
});
writeFileSync(file, Buffer.from(rows.data!));
console.log("exported:", readFileSync(file, "utf8").split(`${word}-`).length - 1);

const refused = await client.POST("/api/v1/products", { body: product(1) });
console.log("refused:", refused.error?.status, refused.error?.code);
