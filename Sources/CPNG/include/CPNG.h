#pragma once
#include <stddef.h>
#include <stdint.h>

/// The size of a PNG picture and a message where it could not be read.
typedef struct {
  uint32_t width;
  uint32_t height;
  /// 1 where the picture has colour, 0 where it is gray.
  int has_color;
  /// 1 where libpng is missing.
  int is_missing;
  /// Empty, or what libpng found wrong.
  char message[64];
} GradusPNGInfo;

/// Reads the header of a PNG file held in memory. Returns 1, or 0 with a message.
int gradus_png_info(const uint8_t *file, size_t count, GradusPNGInfo *info);

/// Decodes a PNG file held in memory into 8-bit samples, row by row: red, green, blue and opacity of every pixel, as they stand in the
/// file, of 16 bits the upper eight. `pixels` holds width × height × 4 bytes. Returns 1, or 0 with a message.
int gradus_png_decode(const uint8_t *file, size_t count, uint8_t *pixels, size_t pixel_count, GradusPNGInfo *info);

/// Encodes 8-bit samples (1 or 3 channels) into `file`; returns the length, or 0 with a message.
/// A call with a capacity of 0 returns the room needed.
size_t gradus_png_encode(
  const uint8_t *pixels, uint32_t width, uint32_t height, int channels, uint8_t *file, size_t capacity,
  GradusPNGInfo *info);

/// The message of a failure.
const char *gradus_png_message(const GradusPNGInfo *info);
