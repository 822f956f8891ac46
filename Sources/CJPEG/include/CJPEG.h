#pragma once
#include <stddef.h>
#include <stdint.h>

/// The size of a JPEG picture and a message where it could not be read.
typedef struct {
  uint32_t width;
  uint32_t height;
  /// 1 for gray, 3 for colour; 4 for the inks of a press, which are not decoded.
  int channels;
  /// 1 where libjpeg is missing.
  int is_missing;
  /// Empty, or what libjpeg found wrong.
  char message[200];
} GradusJPEGInfo;

/// Reads the header of a JPEG file held in memory. Returns 1, or 0 with a message.
int gradus_jpeg_info(const uint8_t *file, size_t count, GradusJPEGInfo *info);

/// Decodes a JPEG file held in memory into 8-bit samples, row by row: one channel (gray) or three (RGB), as the file has it.
/// `pixels` holds width × height × channels bytes. Returns 1, or 0 with a message.
int gradus_jpeg_decode(const uint8_t *file, size_t count, uint8_t *pixels, size_t pixel_count, GradusJPEGInfo *info);

/// The message of a failure.
const char *gradus_jpeg_message(const GradusJPEGInfo *info);
