// Origins that are not ours, each of them different: near misses of one that is, by every part that
// an origin has. Knows nothing of what a server makes of them.

const code = (character) => `%${character.charCodeAt(0).toString(16)}`
const escaped = (text, at) => `${text.slice(0, at)}${code(text[at])}${text.slice(at + 1)}`
const raised = (text, at) => `${text.slice(0, at)}${text[at].toUpperCase()}${text.slice(at + 1)}`

const schemes = (rest) =>
  ["https", "ws", "wss", "ftp", "file", "data", "blob", "javascript", "chrome-extension", "moz-extension", "app", "capacitor", "ionic",
    "HTTP", "Http", "httP", "http:", "h ttp", "httpx", "xhttp", "%68ttp", "view-source:http", "filesystem:http"]
    .map((scheme) => `${scheme}://${rest}`)
    .concat([rest, `//${rest}`, `://${rest}`, `http:${rest}`, `http:/${rest}`, `http:///${rest}`, `http:\\\\${rest}`, `http//${rest}`])

// Other ports, and other spellings of this one.
const ports = (host, port) =>
  ["", ":", ":0", ":1", ":80", ":443", ":8080", ":65535", ":65536", `:${port + 1}`, `:${port - 1}`, `:0${port}`, `:00000${port}`, `:+${port}`, `:-${port}`,
    `: ${port}`, `:${port} `.trimEnd() + ".", `:${port}.0`, `:0x${port.toString(16)}`, `:${port}:${port}`, `:${port}:80`, `::${port}`, `:${port}0`, `:${port + 65536}`,
    `:${String(port).replace(/./g, (digit) => String.fromCharCode(0xfee0 + digit.charCodeAt(0)))}`]
    .map((tail) => `http://${host}${tail}`)

// Other names of this machine, and names that only begin or end like it.
const hosts = (port) =>
  ["127.0.0.2", "127.1", "127.0.1", "127.0.0.01", "0127.0.0.1", "127.00.0.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1", "017700000001",
    "127.0.0.1.", "127.0.0.1..", ".127.0.0.1", "127.0.0.1.evil.example", "evil.example.127.0.0.1", "127.0.0.1-evil.example", "evil127.0.0.1", "127.0.0.1evil.example",
    "127.0.0.1.nip.io", "127-0-0-1.evil.example", "127。0。0。1", "①②⑦.0.0.1", "0.0.0.0", "[::]", "[0:0:0:0:0:0:0:1]", "[::0001]", "[::1%25lo]", "[::1%lo]", "[::1].evil.example",
    "[::ffff:127.0.0.1]", "[::FFFF:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[127.0.0.1]", "::1", "[::1", "::1]", "[[::1]]", "[::2]", "[fe80::1]",
    "LOCALHOST", "Localhost", "localhosT", "localhost.", "localhost..", "localhost.localdomain", "localhost.evil.example", "evil-localhost", "evil.localhost", "localhost-evil.example",
    "local%68ost", "localhost%00", "localhost%2eevil.example", "loc\u0430lhost", "xn--loclhost-7fg", "ｌocalhost", "lоcalhost.evil.example", "localhost\u200b", "local_host", "ip6-localhost",
    "*", "*.localhost", "%2a", "127.0.0.*", "evil.example", "192.0.2.7"]
    .map((host) => `http://${host}:${port}`)

const around = (ours) =>
  ["evil@", "evil:word@", "@", ":@", "evil%40", "evil.example@", "evil.example#@", "evil.example?@", "evil.example/@", "evil.example\\@"]
    .map((user) => ours.replace("://", `://${user}`))
    .concat(["/", "//", "/.", "/x", "?", "?x", "#", "#x", "\\", ";", ",", ".", "!", "*", "%", "%00", "%20", "%0d%0a", "@evil.example", "@", ".evil.example", "-evil.example", "&", "'", '"', "|", "\u00a0", "\u3000", "\u00e9"]
      .map((tail) => ours + tail))
    .concat([`"${ours}"`, `'${ours}'`, `<${ours}>`, `(${ours})`, `[${ours}]`, `{${ours}}`, `=${ours}`, `,${ours}`, `;${ours}`])

const lists = (ours) => {
  const evil = "https://evil.example"
  return [`${ours} ${ours}`, `${ours},${ours}`, `${ours}, ${ours}`, `${ours} ${evil}`, `${evil} ${ours}`, `${ours}, ${evil}`, `${evil}, ${ours}`, `${ours};${evil}`, `${ours}\t${evil}`, `null ${ours}`, `${ours} null`, `${ours}|${evil}`]
}

const nothings = ["null", "NULL", "Null", "undefined", "none", "*", "", "about:blank", "about:srcdoc", "self", "'self'", "same-origin", "true", "0", "-", ".", "http://", "https://", "http", "://", "/", "?"]

const named = ["http://chat.example", "https://chat.example:443", "https://chat.example:8443", "https://chat.example.", "https://CHAT.example", "https://chat.exampl", "https://chat.examplee", "https://www.chat.example",
  "https://chat.example.evil.example", "https://chat-example", "https://chat.example/", "https://chat%2eexample", "https://evil@chat.example", "https://chatxexample", "https://xn--chat-example", "https://ｃhat.example", "wss://chat.example",
  "https://chat.example, https://evil.example"]

// Bytes that no browser puts there; the lines they stand in are no HTTP.
const broken = (ours) => ["\0", "\x01", "\x1b", "\x7f", "\r", "\n"].flatMap((byte) => [ours + byte + "x", byte + ours, ours.replace("127", `12${byte}7`)])

// [what, the lines that take the place of the Origin's]: one for each form.
export function hostile(port) {
  const ours = `http://127.0.0.1:${port}`
  const rest = `127.0.0.1:${port}`
  const letters = [...ours].flatMap((letter, at) => (/[a-z]/.test(letter) ? [raised(ours, at)] : []))
  const values = new Set([
    ...schemes(rest), ...ports("127.0.0.1", port), ...ports("localhost", port), ...hosts(port), ...around(ours), ...lists(ours), ...nothings, ...named, ...broken(ours),
    ...letters, ...[...ours].map((_, at) => escaped(ours, at)), ...[...ours].map((_, at) => ours.slice(0, at)), ...[...ours].map((_, at) => ours.slice(at + 1)),
    `${ours}${".".repeat(2000)}`, `http://${"a".repeat(4000)}.${rest}`, `${" ".repeat(10)}${ours} x`, `${ours}${"/".repeat(3000)}`,
  ])
  const forms = [...values].map((value) => [JSON.stringify(value.slice(0, 60)), [`Origin: ${value}`]])
  const evil = "Origin: https://evil.example"
  return forms.concat([
    ["none", []],
    ["two, ours first", [`Origin: ${ours}`, evil]],
    ["two, ours last", [evil, `Origin: ${ours}`]],
    ["ours twice", [`Origin: ${ours}`, `Origin: ${ours}`]],
    ["ours and an empty one", [`Origin: ${ours}`, "Origin:"]],
    ["another spelling of the field, twice", [`ORIGIN: ${ours}`, `origin: https://evil.example`]],
    ["a blank before the colon", [`Origin : ${ours}`]],
    ["folded", ["Origin:", ` ${ours}`]],
    ["folded behind another", [evil, ` ${ours}`]],
    ["a field that is nearly it", [`Origins: ${ours}`]],
    ["only as a referrer", [`Referer: ${ours}/counsellor/`]],
    ["only as a Sec-WebSocket-Origin", [`Sec-WebSocket-Origin: ${ours}`]],
    ["another beside what a proxy might say", [evil, `X-Forwarded-Host: ${rest}`, `X-Forwarded-Origin: ${ours}`]],
    ["another beside a browser that says same-origin", [evil, "Sec-Fetch-Site: same-origin"]],
  ])
}
