#include "include/CZlib.h"

#include <CLibrary.h>
#include <stdlib.h>
#include <string.h>

#if __has_include(<zlib.h>)
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
GRADUS_LIBRARY("libz.so.1", FUNCTIONS)

int gradus_zlib_is_available(void) { return library_is_there(); }

/// zlib counts in unsigned ints: longer buffers are handed over in pieces of at most this many bytes.
#define PIECE ((size_t)1 << 30)

static size_t piece(size_t count) { return count < PIECE ? count : PIECE; }

enum GradusInflateStatus gradus_inflate(
  const uint8_t *input, size_t input_count, uint8_t *output, size_t capacity, size_t *written) {
  *written = 0;
  if (!gradus_zlib_is_available()) return GradusInflateUnavailable;
  z_stream stream;
  memset(&stream, 0, sizeof stream);
  // 32: the frame is that of gzip or of zlib, whichever is there.
  if (call_inflateInit2_(&stream, 32 + MAX_WBITS, ZLIB_VERSION, (int)sizeof stream) != Z_OK) return GradusInflateCorrupt;

  // Where the output is full, one spare byte tells a stream that goes on from one that only has its trailer left.
  uint8_t spare;
  size_t consumed = 0;
  enum GradusInflateStatus status;
  for (;;) {
    size_t offered = piece(input_count - consumed);
    size_t room = piece(capacity - *written);
    int full = room == 0;
    stream.next_in = (Bytef *)(input + consumed);
    stream.avail_in = (uInt)offered;
    stream.next_out = full ? &spare : output + *written;
    stream.avail_out = full ? 1 : (uInt)room;
    int code = call_inflate(&stream, Z_NO_FLUSH);
    consumed += offered - stream.avail_in;
    size_t produced = (full ? 1 : room) - stream.avail_out;
    if (full && produced) { status = GradusInflateOutputFull; break; }
    *written += produced;

    if (code == Z_STREAM_END) {
      size_t left = input_count - consumed;
      if (left == 0) { status = GradusInflateComplete; break; }
      // Tapes and some programs fill up with zeros.
      size_t zeros = 0;
      while (zeros < left && input[consumed + zeros] == 0) zeros++;
      if (zeros == left) { status = GradusInflateComplete; break; }
      if (left < 2 || input[consumed] != 0x1f || input[consumed + 1] != 0x8b) {
        status = GradusInflateTrailingBytes;
        break;
      }
      call_inflateReset(&stream);
    } else if (code == Z_BUF_ERROR || (code == Z_OK && consumed == input_count && produced == 0)) {
      status = GradusInflateTruncated;
      break;
    } else if (code != Z_OK) {
      status = GradusInflateCorrupt;
      break;
    }
  }
  call_inflateEnd(&stream);
  return status;
}

struct GradusInflation {
  z_stream stream;
  /// Whether a member has ended and none has begun since; and whether only zeros may follow.
  int is_between, is_padded;
};

GradusInflation *gradus_inflation_begin(void) {
  if (!gradus_zlib_is_available()) return NULL;
  GradusInflation *inflation = calloc(1, sizeof *inflation);
  if (inflation && call_inflateInit2_(&inflation->stream, 16 + MAX_WBITS, ZLIB_VERSION, (int)sizeof(z_stream)) != Z_OK) {
    free(inflation);
    return NULL;
  }
  return inflation;
}

void gradus_inflation_end(GradusInflation *inflation) {
  call_inflateEnd(&inflation->stream);
  free(inflation);
}

enum GradusInflateStatus gradus_inflation_next(
  GradusInflation *inflation, const uint8_t *input, size_t start, size_t count, size_t *read, uint8_t *output,
  size_t capacity, size_t *written) {
  *read = *written = 0;
  if (count == 0) return inflation->is_between || inflation->is_padded ? GradusInflateComplete : GradusInflateTruncated;
  z_stream *stream = &inflation->stream;
  input += start;
  while (*read < count && *written < capacity) {
    // Tapes and some programs fill up with zeros.
    if (inflation->is_padded || (inflation->is_between && input[*read] == 0)) {
      inflation->is_padded = 1;
      while (*read < count && input[*read] == 0) ++*read;
      if (*read < count) return GradusInflateTrailingBytes;
      break;
    }
    if (inflation->is_between) {
      if (input[*read] != 0x1f) return GradusInflateTrailingBytes;
      call_inflateReset(stream);
      inflation->is_between = 0;
    }
    size_t offered = piece(count - *read), room = piece(capacity - *written);
    stream->next_in = (Bytef *)(input + *read);
    stream->avail_in = (uInt)offered;
    stream->next_out = output + *written;
    stream->avail_out = (uInt)room;
    int code = call_inflate(stream, Z_NO_FLUSH);
    *read += offered - stream->avail_in;
    *written += room - stream->avail_out;
    if (code == Z_STREAM_END) inflation->is_between = 1;
    else if (code != Z_OK) return GradusInflateCorrupt;
  }
  return GradusInflateOutputFull;
}

size_t gradus_deflate_bound(size_t input_count) { return gradus_zlib_is_available() ? call_compressBound(input_count) + 32 : 0; }

size_t gradus_deflate(const uint8_t *input, size_t input_count, uint8_t *output, size_t capacity) {
  z_stream stream;
  memset(&stream, 0, sizeof stream);
  if (!gradus_zlib_is_available() ||
      call_deflateInit2_(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
                         (int)sizeof stream) != Z_OK)
    return 0;
  size_t consumed = 0, written = 0;
  int code = Z_OK;
  while (code == Z_OK) {
    size_t offered = piece(input_count - consumed), room = piece(capacity - written);
    stream.next_in = (Bytef *)(input + consumed);
    stream.avail_in = (uInt)offered;
    stream.next_out = output + written;
    stream.avail_out = (uInt)room;
    code = call_deflate(&stream, consumed + offered == input_count ? Z_FINISH : Z_NO_FLUSH);
    consumed += offered - stream.avail_in;
    written += room - stream.avail_out;
    if (room == 0) break;
  }
  call_deflateEnd(&stream);
  return code == Z_STREAM_END ? written : 0;
}
#else
int gradus_zlib_is_available(void) { return 0; }
GradusInflation *gradus_inflation_begin(void) { return NULL; }
void gradus_inflation_end(GradusInflation *inflation) { (void)inflation; }
enum GradusInflateStatus gradus_inflation_next(
  GradusInflation *inflation, const uint8_t *input, size_t start, size_t count, size_t *read, uint8_t *output,
  size_t capacity, size_t *written) {
  (void)inflation, (void)input, (void)start, (void)count, (void)output, (void)capacity;
  *read = *written = 0;
  return GradusInflateUnavailable;
}
enum GradusInflateStatus gradus_inflate(
  const uint8_t *input, size_t input_count, uint8_t *output, size_t capacity, size_t *written) {
  (void)input, (void)input_count, (void)output, (void)capacity;
  *written = 0;
  return GradusInflateUnavailable;
}
size_t gradus_deflate_bound(size_t input_count) { return (void)input_count, 0; }
size_t gradus_deflate(const uint8_t *input, size_t input_count, uint8_t *output, size_t capacity) {
  return (void)input, (void)input_count, (void)output, (void)capacity, 0;
}
#endif
