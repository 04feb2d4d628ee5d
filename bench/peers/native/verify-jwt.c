// Lets requests with a right token pass, and says who sends them. The signature is libcrypto's.
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "clock.h"
#include "json.h"

enum { LARGEST = 4096, LEEWAY = 60 };

typedef struct {
  char* secret;
  size_t length;
} settings;

HOOK(void*, http_filter_config_new, void* host, buffer name, buffer text) {
  settings* made = malloc(sizeof(settings));
  *made = (settings){malloc(text.length + 1), text.length};
  memcpy(made->secret, text.ptr, text.length);
  return made;
}

static int sextet(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  return c == '-' ? 62 : c == '_' ? 63 : -1;
}

/** Decodes base64url without padding; returns the size, or -1 where it is none. */
static int decode(buffer text, unsigned char* to) {
  uint32_t bits = 0;
  int count = 0, size = 0;
  for (size_t i = 0; i < text.length; i++) {
    const int six = sextet(text.ptr[i]);
    if (six < 0) return -1;
    bits = bits << 6 | (uint32_t)six;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    to[size++] = (unsigned char)(bits >> count);
  }
  return count >= 6 || (bits & ((1u << count) - 1)) != 0 ? -1 : size;
}

typedef struct {
  buffer issuer;
  buffer user;
  bool is_for_us;
  double expires;
} claims;

static bool read_audience(void* is_for_us, json* in) {
  buffer name = NONE;
  if (!json_text(in, &name)) return false;
  if (same(name, TEXT("api"))) *(bool*)is_for_us = true;
  return true;
}

static bool read_claim(void* made, buffer key, json* in) {
  claims* into = made;
  if (same(key, TEXT("iss"))) return json_text(in, &into->issuer);
  if (same(key, TEXT("sub"))) return json_text(in, &into->user);
  if (same(key, TEXT("exp"))) return json_number(in, &into->expires);
  if (!same(key, TEXT("aud"))) return json_skip(in);
  const bool is_list = json_space(in) && *in->at == '[';
  return is_list ? json_array(in, read_audience, &into->is_for_us) : read_audience(&into->is_for_us, in);
}

static bool read_algorithm(void* algorithm, buffer key, json* in) {
  return same(key, TEXT("alg")) ? json_text(in, algorithm) : json_skip(in);
}

static bool is_signed(const settings* self, buffer text, buffer signature) {
  unsigned char made[EVP_MAX_MD_SIZE], given[LARGEST];
  unsigned int size;
  if (decode(signature, given) != 32) return false;
  HMAC(EVP_sha256(), self->secret, (int)self->length, (const unsigned char*)text.ptr, text.length, made, &size);
  return CRYPTO_memcmp(made, given, 32) == 0;
}

/** Cuts a text at the next dot, or at its end; returns what is in front. */
static buffer until_dot(buffer* rest) {
  const char* dot = memchr(rest->ptr, '.', rest->length);
  const size_t size = dot == NULL ? rest->length : (size_t)(dot - rest->ptr);
  const buffer part = {rest->ptr, size};
  const size_t skipped = dot == NULL ? size : size + 1;
  *rest = (buffer){rest->ptr + skipped, rest->length - skipped};
  return part;
}

/** The user that a right token names, in its decoded claims; or NONE. */
static buffer user_of(const settings* self, buffer token, unsigned char room[LARGEST]) {
  buffer rest = token;
  const buffer head = until_dot(&rest), body = until_dot(&rest);
  if (token.length > LARGEST || rest.length == 0) return NONE;
  buffer algorithm = NONE;
  int size = decode(head, room);
  if (size < 0 || !json_document((buffer){(char*)room, (size_t)size}, read_algorithm, &algorithm)) return NONE;
  if (!same(algorithm, TEXT("HS256"))) return NONE;
  if (!is_signed(self, (buffer){token.ptr, head.length + 1 + body.length}, rest)) return NONE;
  claims all = {NONE, NONE, false, 0};
  size = decode(body, room);
  if (size < 0 || !json_document((buffer){(char*)room, (size_t)size}, read_claim, &all)) return NONE;
  if (!same(all.issuer, TEXT("https://login.example.com")) || !all.is_for_us) return NONE;
  return all.expires + LEEWAY < (double)(now() / 1000000000) ? NONE : all.user;
}

HOOK(int, http_filter_request_headers, void* host, settings* self, bool end) {
  unsigned char room[LARGEST];
  const buffer given = get(host, TEXT("authorization"));
  if (given.length < 7 || memcmp(given.ptr, "Bearer ", 7) != 0) return refuse(host, 401);
  const buffer user = user_of(self, (buffer){given.ptr + 7, given.length - 7}, room);
  if (user.ptr == NULL) return refuse(host, 401);
  set(host, REQUEST, TEXT("x-found"), user);
  return CONTINUE;
}
