// Walks through the service by a client of @hey-api/openapi-ts.
import { writeFileSync, readFileSync } from "node:fs";
import { client } from "./client/client.gen.js";
import {
  addProduct,
  editProduct,
  exportProducts,
  getJob,
  getMe,
  importProducts,
  listProducts,
  signIn,
  signUp,
} from "./client/index.js";

const [baseUrl, email, adminEmail, password, word, file] = process.argv.slice(2);
const PASSWORD = "correct horse 42";

async function tokenOf(username: string, secret: string) {
  const { data, error } = await signIn({
    body: { grant_type: "password", username, password: secret },
  });
  if (!data) throw new Error(error.code);
  return data.access_token;
}

client.setConfig({ baseUrl });
await signUp({ body: { email, full_name: "Gena Rated", password: PASSWORD } });
let token = await tokenOf(email, PASSWORD);
client.setConfig({ auth: () => token });
console.log("signed up:", (await getMe()).data?.full_name);

token = await tokenOf(adminEmail, password);
const product = (n: number) => ({
  sku: `${word}-${n}`,
  name: `${word} ${n}`,
  unit_amount: 1250,
  currency: "EUR",
});
let id = 0;
let tag = "";
for (const n of [1, 2, 3]) {
  const { data, response } = await addProduct({ body: product(n) });
  id = Number(data!.id);
  tag = response!.headers.get("ETag")!;
}

const skus: string[] = [];
let cursor: string | null | undefined;
do {
  const { data } = await listProducts({
    query: { q: word, sort: "name", limit: 2, cursor: cursor ?? undefined },
  });
  skus.push(...data!.items.map((item) => item.sku));
  cursor = data!.next_cursor;
} while (cursor);
console.log("paged:", ...skus);

const change = () =>
  editProduct({
    path: { id },
    headers: { "If-Match": tag },
    body: { description: "Holds 300 ml." },
  });
console.log("changed:", (await change()).data?.description);
const stale = await change();
console.log("stale:", stale.response?.status, stale.error?.code);

const csv = `sku,name,unit_amount,currency\n${word}-4,Mug,1250,EUR\n${word}-5,Mug,much,EUR\n`;
let job = (await importProducts({ query: { unknown: "ignore" }, body: csv })).data!;
while (!job.finished_at) {
  await new Promise((resolve) => setTimeout(resolve, 100));
  job = (await getJob({ path: { id: job.id } })).data!;
}
const result = job.result!;
const [fault] = result.errors!;
console.log("imported:", job.state, result.created, result.failed, fault.line, fault.field);

const rows = await exportProducts({ query: { format: "csv", bom: false }, parseAs: "blob" });
writeFileSync(file, Buffer.from(await (rows.data as Blob).arrayBuffer()));
console.log("exported:", readFileSync(file, "utf8").split(`${word}-`).length - 1);

const refused = await addProduct({ body: product(1) });
console.log("refused:", refused.error?.status, refused.error?.code);
