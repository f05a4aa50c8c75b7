// An OpenID provider with two clients and three people: node certified_provider.mjs MODULE PORT CLIENTS(JSON) PEOPLE(JSON)
import { pathToFileURL } from "node:url";

const [module, port, clients, people] = process.argv.slice(2);
const { Provider } = await import(pathToFileURL(module).href);
const known = JSON.parse(people);
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: JSON.parse(clients),
  claims: { openid: ["sub", "groups"] },
  conformIdTokenClaims: false, // groups stand in the ID token
  cookies: { keys: ["only for tests"] },
  features: { devInteractions: { enabled: true }, rpInitiatedLogout: { enabled: true } },
  pkce: { required: () => true },
  findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, groups: known[id] ?? [] }) }),
});
provider.listen(Number(port), "127.0.0.1", () => console.log("listening"));
