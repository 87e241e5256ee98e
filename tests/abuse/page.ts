// The visitor's page that ships, for a test that chooses the address it comes from.
export { PassKeeper, newLoad } from "../../web-client/lib/pass"
export { VisitorPage } from "../../web-client/visitor/page"
