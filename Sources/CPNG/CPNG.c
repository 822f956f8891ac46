#include "include/CPNG.h"
#include <png.h>
#include <stdio.h>
#include <string.h>

static int failed(const png_image *image, GradusPNGInfo *info) {
  snprintf(info->message, sizeof info->message, "%s", image->message);
  return 0;
}

static int begin(const uint8_t *file, size_t count, png_image *image, GradusPNGInfo *info) {
  memset(image, 0, sizeof *image);
  memset(info, 0, sizeof *info);
  image->version = PNG_IMAGE_VERSION;
  if (!png_image_begin_read_from_memory(image, file, count)) return failed(image, info);
  info->width = image->width;
  info->height = image->height;
  info->has_color = (image->format & PNG_FORMAT_FLAG_COLOR) != 0;
  return 1;
}

int gradus_png_info(const uint8_t *file, size_t count, GradusPNGInfo *info) {
  png_image image;
  if (!begin(file, count, &image, info)) return 0;
  png_image_free(&image);
  return 1;
}

int gradus_png_decode(
  const uint8_t *file, size_t count, int channels, uint8_t *pixels, size_t pixel_count, GradusPNGInfo *info) {
  png_image image;
  if (!begin(file, count, &image, info)) return 0;
  image.format = channels == 1 ? PNG_FORMAT_GRAY : PNG_FORMAT_RGB;
  if (pixel_count != (size_t)image.width * image.height * (size_t)channels) {
    png_image_free(&image);
    snprintf(info->message, sizeof info->message, "the buffer has another size than the picture");
    return 0;
  }
  png_color black = {0, 0, 0};
  if (!png_image_finish_read(&image, &black, pixels, 0, NULL)) return failed(&image, info);
  return 1;
}

size_t gradus_png_encode(
  const uint8_t *pixels, uint32_t width, uint32_t height, int channels, uint8_t *file, size_t capacity,
  GradusPNGInfo *info) {
  png_image image;
  memset(&image, 0, sizeof image);
  memset(info, 0, sizeof *info);
  image.version = PNG_IMAGE_VERSION;
  image.width = width;
  image.height = height;
  image.format = channels == 1 ? PNG_FORMAT_GRAY : PNG_FORMAT_RGB;
  png_alloc_size_t bytes = capacity;
  if (!png_image_write_to_memory(&image, capacity ? file : NULL, &bytes, 0, pixels, 0, NULL)) {
    failed(&image, info);
    return 0;
  }
  return bytes;
}

const char *gradus_png_message(const GradusPNGInfo *info) { return info->message; }
