// Walks through the service by a client of openapi-generator's typescript-fetch.
import { writeFileSync, readFileSync } from "node:fs";
import {
  Configuration,
  JobsApi,
  PeopleApi,
  ProblemFromJSON,
  ProductsApi,
  ResponseError,
  SigningInApi,
} from "./client/index.js";

const [basePath, email, adminEmail, password, word, file] = process.argv.slice(2);
const PASSWORD = "correct horse 42";

let token = "";
const configuration = new Configuration({ basePath, accessToken: () => token });
const people = new PeopleApi(configuration);
const products = new ProductsApi(configuration);
const jobs = new JobsApi(configuration);

async function signIn(username: string, secret: string) {
  const tokens = await new SigningInApi(configuration).signIn({
    username,
    password: secret,
    grantType: "password",
  });
  return tokens.accessToken;
}

async function problemOf(call: Promise<unknown>) {
  try {
    await call;
  } catch (e) {
    if (e instanceof ResponseError) return ProblemFromJSON(await e.response.json());
    throw e;
  }
  throw new Error("not refused");
}

await people.signUp({ userForm: { email, fullName: "Gena Rated", password: PASSWORD } });
token = await signIn(email, PASSWORD);
console.log("signed up:", (await people.getMe()).fullName);

token = await signIn(adminEmail, password);
const product = (n: number) => ({
  sku: `${word}-${n}`,
  name: `${word} ${n}`,
  unitAmount: 1250,
  currency: "EUR",
});
let id = 0;
let tag = "";
for (const n of [1, 2, 3]) {
  const added = await products.addProductRaw({ productForm: product(n) });
  id = (await added.value()).id;
  tag = added.raw.headers.get("ETag")!;
}

const skus: string[] = [];
let cursor: string | null | undefined;
do {
  const page = await products.listProducts({
    q: word,
    sort: "name",
    limit: 2,
    cursor: cursor ?? undefined,
  });
  skus.push(...page.items.map((item) => item.sku));
  cursor = page.nextCursor;
} while (cursor);
console.log("paged:", ...skus);

const change = () =>
  products.editProduct({ id, ifMatch: tag, productPatch: { description: "Holds 300 ml." } });
console.log("changed:", (await change()).description);
const stale = await problemOf(change());
console.log("stale:", stale.status, stale.code);

const csv = `sku,name,unit_amount,currency\n${word}-4,Mug,1250,EUR\n${word}-5,Mug,much,EUR\n`;
let job = await products.importProducts({ body: csv, unknown: "ignore" });
while (!job.finishedAt) {
  await new Promise((resolve) => setTimeout(resolve, 100));
  job = await jobs.getJob({ id: job.id });
}
const result = job.result!;
const [fault] = result.errors!;
console.log("imported:", job.state, result.created, result.failed, fault.line, fault.field);

const rows = await products.exportProducts({ format: "csv", bom: false });
writeFileSync(file, Buffer.from(await rows.arrayBuffer()));
console.log("exported:", readFileSync(file, "utf8").split(`${word}-`).length - 1);

const refused = await problemOf(products.addProduct({ productForm: product(1) }));
console.log("refused:", refused.status, refused.code);
