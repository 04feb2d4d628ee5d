/*
 * Goes over a JSON text once and checks it, as serde_json does: what is not asked for is checked
 * and left. An object is read by a function that is called for each member and reads its value.
 */
#pragma once

#include "envoy.h"

typedef struct {
  const char* at;
  const char* end;
  int depth;
} json;

typedef bool (*json_member)(void* state, buffer key, json* in);

static bool json_skip(json* in);

static inline bool json_space(json* in) {
  while (in->at < in->end && (*in->at == ' ' || *in->at == '\n' || *in->at == '\t' || *in->at == '\r')) in->at++;
  return in->at < in->end;
}

static inline bool json_take(json* in, char letter) {
  if (!json_space(in) || *in->at != letter) return false;
  in->at++;
  return true;
}

/** Marks each byte of eight that is a quote, a backslash or a control character. */
static inline uint64_t json_special(uint64_t bytes) {
  const uint64_t ones = 0x0101010101010101;
  const uint64_t quote = bytes ^ (ones * '"');
  const uint64_t slash = bytes ^ (ones * '\\');
  const uint64_t found = (quote - ones & ~quote) | (slash - ones & ~slash) | (bytes - ones * 0x20 & ~bytes);
  return found & (ones * 0x80);
}

static bool json_escape(json* in) {
  if (in->at == in->end) return false;
  const char letter = *in->at++;
  if (letter != 'u') return letter != '\0' && strchr("\"\\/bfnrt", letter) != NULL;
  for (int i = 0; i < 4; i++, in->at++) {
    if (in->at == in->end) return false;
    const char c = *in->at | 0x20;
    if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) return false;
  }
  return true;
}

/** Reads a string's letters, in which escapes stay as they are. */
static bool json_string(json* in, buffer* text) {
  if (!json_take(in, '"')) return false;
  const char* begin = in->at;
  for (;;) {
    uint64_t bytes;
    while (in->end - in->at >= 8) {
      memcpy(&bytes, in->at, 8);
      const uint64_t special = json_special(bytes);
      if (special != 0) {
        in->at += __builtin_ctzll(special) >> 3;
        break;
      }
      in->at += 8;
    }
    if (in->at == in->end) return false;
    const unsigned char letter = (unsigned char)*in->at++;
    if (letter == '"') break;
    if (letter < 0x20 || (letter == '\\' && !json_escape(in))) return false;
  }
  *text = (buffer){begin, (size_t)(in->at - 1 - begin)};
  return true;
}

static inline bool json_digits(json* in) {
  const char* begin = in->at;
  while (in->at < in->end && *in->at >= '0' && *in->at <= '9') in->at++;
  return in->at > begin;
}

static bool json_number(json* in, double* number) {
  if (!json_space(in)) return false;
  const char* begin = in->at;
  if (*in->at == '-') in->at++;
  const bool is_zero = in->at < in->end && *in->at == '0';
  if (is_zero) in->at++;
  else if (!json_digits(in)) return false;
  if (in->at < in->end && *in->at == '.') {
    in->at++;
    if (!json_digits(in)) return false;
  }
  if (in->at < in->end && (*in->at | 0x20) == 'e') {
    in->at++;
    if (in->at < in->end && (*in->at == '+' || *in->at == '-')) in->at++;
    if (!json_digits(in)) return false;
  }
  if (number == NULL) return true;
  char room[64];
  const size_t size = (size_t)(in->at - begin);
  if (size >= sizeof(room)) return false;
  memcpy(room, begin, size);
  room[size] = '\0';
  *number = strtod(room, NULL);
  return true;
}

/** Reads an object; false where there is none. */
static bool json_object(json* in, json_member member, void* state) {
  if (!json_take(in, '{') || ++in->depth > 128) return false;
  if (!json_take(in, '}')) {
    do {
      buffer key;
      json_space(in);
      if (!json_string(in, &key) || !json_take(in, ':') || !member(state, key, in)) return false;
    } while (json_take(in, ','));
    if (!json_take(in, '}')) return false;
  }
  in->depth--;
  return true;
}

static bool json_skip_member(void* state, buffer key, json* in) { return json_skip(in); }

static bool json_array(json* in, bool (*element)(void* state, json* in), void* state) {
  if (!json_take(in, '[') || ++in->depth > 128) return false;
  if (!json_take(in, ']')) {
    do {
      if (!element(state, in)) return false;
    } while (json_take(in, ','));
    if (!json_take(in, ']')) return false;
  }
  in->depth--;
  return true;
}

static bool json_skip_element(void* state, json* in) { return json_skip(in); }

static bool json_word(json* in, buffer word) {
  if ((size_t)(in->end - in->at) < word.length) return false;
  if (memcmp(in->at, word.ptr, word.length) != 0) return false;
  in->at += word.length;
  return true;
}

/** Checks a value of any kind. */
static bool json_skip(json* in) {
  buffer text;
  if (!json_space(in)) return false;
  switch (*in->at) {
    case '{': return json_object(in, json_skip_member, NULL);
    case '[': return json_array(in, json_skip_element, NULL);
    case '"': return json_string(in, &text);
    case 't': return json_word(in, TEXT("true"));
    case 'f': return json_word(in, TEXT("false"));
    case 'n': return json_word(in, TEXT("null"));
    default: return json_number(in, NULL);
  }
}

/** Reads a string, or leaves a value of another kind and the text as it was. */
static inline bool json_text(json* in, buffer* text) {
  if (!json_space(in)) return false;
  return *in->at == '"' ? json_string(in, text) : json_skip(in);
}

/** Reads a text that is one object and nothing else. */
static inline bool json_document(buffer text, json_member member, void* state) {
  json in = {text.ptr, text.ptr + text.length, 0};
  return json_object(&in, member, state) && !json_space(&in);
}
