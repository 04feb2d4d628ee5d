// The compiler has made the loop of body.c one over several bytes at a time.
#include "body.c"
