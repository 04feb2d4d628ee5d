// Names the first pattern that a path matches in a header. The C library's regexec allocates for
// each call, so the patterns are templates that this file matches itself.
#include "envoy.h"

/** Kinds of letters, by the letter that stands for a run of them in a template. */
enum { DIGIT = 1, HEX = 2, SLUG = 4, NUMBERS = 8, NAME = 16 };

static unsigned char kinds[256];

__attribute__((constructor)) static void set_kinds(void) {
  for (int c = 0; c < 256; c++) {
    const bool is_digit = c >= '0' && c <= '9';
    const bool is_letter = c >= 'a' && c <= 'z';
    if (is_digit) kinds[c] |= DIGIT;
    if (is_digit || (c >= 'a' && c <= 'f') || c == '-') kinds[c] |= HEX;
    if (is_digit || is_letter || c == '-') kinds[c] |= SLUG;
    if (is_digit || c == '.') kinds[c] |= NUMBERS;
    if (c != '/') kinds[c] |= NAME;
  }
}

/**
 * `%` and a letter is a run of at least one of a kind, `%2` and `%4` are that many digits, `*` is
 * any text, and `+` is any text but none. What follows a text is the end of the path.
 */
static const struct {
  const char* template;
  int route;
} ROUTES[] = {
    {"/", 0},
    {"/health", 1},
    {"/metrics", 2},
    {"/login", 3},
    {"/logout", 4},
    {"/static/*.css", 5},
    {"/static/*.js", 5},
    {"/static/*.png", 5},
    {"/api/v1/users", 6},
    {"/api/v1/users/%d", 7},
    {"/api/v1/users/%d/orders", 8},
    {"/api/v1/users/%d/orders/%x", 9},
    {"/api/v1/teams/%s/members", 10},
    {"/api/v1/search", 11},
    {"/api/v2/users/%d", 12},
    {"/api/v2/users/%d/orders", 13},
    {"/api/v%d/status", 14},
    {"/admin/*", 15},
    {"/admin", 15},
    {"/blog/%4/%2/%s", 16},
    {"/download/%n/latest", 17},
    {"/download/%n/v%v", 17},
    {"/images/+.jpg", 18},
    {"/images/+.webp", 18},
    {"/docs/*", 19},
};

static int kind_of(char letter) {
  switch (letter) {
    case 'x': return HEX;
    case 's': return SLUG;
    case 'v': return NUMBERS;
    case 'n': return NAME;
    default: return DIGIT;
  }
}

static bool matches(const char* at, const char* end, const char* template) {
  for (; *template != '\0'; template++) {
    if (*template == '*' || *template == '+') {
      const size_t least = *template == '+';
      const size_t rest = strlen(template + 1);
      return (size_t)(end - at) >= least + rest && memcmp(end - rest, template + 1, rest) == 0;
    }
    if (*template == '%') {
      const char letter = *++template;
      const int kind = kind_of(letter);
      const char* begin = at;
      while (at < end && (kinds[(unsigned char)*at] & kind)) at++;
      const bool has_count = letter == '2' || letter == '4';
      if (has_count ? at - begin != letter - '0' : at == begin) return false;
    } else if (at == end || *at++ != *template) {
      return false;
    }
  }
  return at == end;
}

HOOK(int, http_filter_request_headers, void* host, void* self, bool end) {
  const buffer path = get(host, TEXT(":path"));
  for (size_t i = 0; i < sizeof(ROUTES) / sizeof(ROUTES[0]); i++) {
    if (!matches(path.ptr, path.ptr + path.length, ROUTES[i].template)) continue;
    char room[24];
    set(host, REQUEST, TEXT("x-found"), digits(room, (size_t)ROUTES[i].route));
    return CONTINUE;
  }
  return refuse(host, 404);
}
