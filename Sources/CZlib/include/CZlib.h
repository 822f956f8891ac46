#pragma once
#include <stddef.h>
#include <stdint.h>

/// How an inflation ended.
enum GradusInflateStatus {
  /// The stream ended, its checksum is right, and no byte follows it.
  GradusInflateComplete = 0,
  /// The output is full and the stream goes on.
  GradusInflateOutputFull = 1,
  /// The input ended within the stream.
  GradusInflateTruncated = 2,
  /// The stream is no gzip stream, or its data or checksum is wrong.
  GradusInflateCorrupt = 3,
  /// Bytes follow the end of the stream that begin no further gzip member.
  GradusInflateTrailingBytes = 4,
  /// zlib is missing.
  GradusInflateUnavailable = 5,
};

/// Whether zlib is there; it is opened when first needed.
int gradus_zlib_is_available(void);

/// Inflates a gzip file (RFC 1952, several members allowed) or a zlib stream (RFC 1950) held in memory into at most `capacity` bytes.
/// `*written` is the number of bytes produced, whatever the status.
enum GradusInflateStatus gradus_inflate(
  const uint8_t *input, size_t input_count, uint8_t *output, size_t capacity, size_t *written);

/// A gzip file that is inflated piece by piece; NULL where zlib is missing.
typedef struct GradusInflation GradusInflation;
GradusInflation *gradus_inflation_begin(void);
void gradus_inflation_end(GradusInflation *inflation);

/// Inflates the next `count` bytes from `input + start` on, or as many of them as fill the output; `*read` and `*written` say how many. No bytes
/// are the end of the input. `GradusInflateOutputFull` where the file goes on, and `GradusInflateComplete` at its end, which only the end of the
/// input tells, since several members may follow one another.
enum GradusInflateStatus gradus_inflation_next(
  GradusInflation *inflation, const uint8_t *input, size_t start, size_t count, size_t *read, uint8_t *output,
  size_t capacity, size_t *written);

/// Deflates `input` as one gzip member. Returns the number of bytes written, or 0 where `capacity` is too small or zlib is missing.
size_t gradus_deflate(const uint8_t *input, size_t input_count, uint8_t *output, size_t capacity);

/// An upper bound of what `gradus_deflate` writes for `input_count` bytes.
size_t gradus_deflate_bound(size_t input_count);
