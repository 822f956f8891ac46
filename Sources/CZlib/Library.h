#pragma once

#include <zlib.h>

// The functions of zlib that the shim calls, looked up by name when first needed.
#define FUNCTIONS(X)                                                                                                     \
  X(inflateInit2_)                                                                                                       \
  X(inflate)                                                                                                             \
  X(inflateReset)                                                                                                        \
  X(inflateEnd)                                                                                                          \
  X(deflateInit2_)                                                                                                       \
  X(deflate)                                                                                                             \
  X(deflateEnd)                                                                                                          \
  X(compressBound)

#define DECLARE(name) static __typeof__(&name) call_##name;
FUNCTIONS(DECLARE)
#undef DECLARE
