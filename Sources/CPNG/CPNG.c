#include "include/CPNG.h"

#include <CLibrary.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if __has_include(<png.h>)
#include <png.h>

// The functions of libpng that the shim calls, looked up by name when first needed.
#define FUNCTIONS(X)                                                                                                     \
  X(png_image_begin_read_from_memory)                                                                                    \
  X(png_create_read_struct)                                                                                              \
  X(png_create_info_struct)                                                                                              \
  X(png_destroy_read_struct)                                                                                             \
  X(png_get_error_ptr)                                                                                                   \
  X(png_get_io_ptr)                                                                                                      \
  X(png_set_read_fn)                                                                                                     \
  X(png_error)                                                                                                           \
  X(png_read_info)                                                                                                       \
  X(png_set_expand)                                                                                                      \
  X(png_set_strip_16)                                                                                                    \
  X(png_set_gray_to_rgb)                                                                                                 \
  X(png_set_add_alpha)                                                                                                   \
  X(png_set_interlace_handling)                                                                                          \
  X(png_read_update_info)                                                                                                \
  X(png_get_rowbytes)                                                                                                    \
  X(png_get_image_height)                                                                                                \
  X(png_read_image)                                                                                                      \
  X(png_read_end)                                                                                                        \
  X(png_image_write_to_memory)                                                                                           \
  X(png_image_free)
GRADUS_LIBRARY("libpng16.so.16", FUNCTIONS)

/// Clears the message, or says that libpng is missing.
static int is_available(GradusPNGInfo *info) {
  memset(info, 0, sizeof *info);
  info->is_missing = !library_is_there();
  if (info->is_missing) snprintf(info->message, sizeof info->message, "libpng is missing (Debian: apt install libpng16-16)");
  return !info->is_missing;
}

static int failed(const png_image *image, GradusPNGInfo *info) {
  snprintf(info->message, sizeof info->message, "%s", image->message);
  return 0;
}

static int begin(const uint8_t *file, size_t count, png_image *image, GradusPNGInfo *info) {
  memset(image, 0, sizeof *image);
  if (!is_available(info)) return 0;
  image->version = PNG_IMAGE_VERSION;
  if (!call_png_image_begin_read_from_memory(image, file, count)) return failed(image, info);
  info->width = image->width;
  info->height = image->height;
  info->has_color = (image->format & PNG_FORMAT_FLAG_COLOR) != 0;
  return 1;
}

int gradus_png_info(const uint8_t *file, size_t count, GradusPNGInfo *info) {
  png_image image;
  if (!begin(file, count, &image, info)) return 0;
  call_png_image_free(&image);
  return 1;
}

/// A file that is being read, and the place that errors go to.
typedef struct {
  const uint8_t *file;
  size_t count;
  size_t place;
  jmp_buf fault;
  char *message;
  size_t room;
} Reading;

static void fail(png_structp png, png_const_charp message) {
  Reading *reading = call_png_get_error_ptr(png);
  snprintf(reading->message, reading->room, "%s", message);
  longjmp(reading->fault, 1);
}

static void ignore(png_structp png, png_const_charp message) { (void)png, (void)message; }

static void take(png_structp png, png_bytep bytes, size_t count) {
  Reading *reading = call_png_get_io_ptr(png);
  if (count > reading->count - reading->place) call_png_error(png, "it is cut short");
  memcpy(bytes, reading->file + reading->place, count);
  reading->place += count;
}

int gradus_png_decode(const uint8_t *file, size_t count, uint8_t *pixels, size_t pixel_count, GradusPNGInfo *info) {
  if (!is_available(info)) return 0;
  Reading reading = {.file = file, .count = count, .message = info->message, .room = sizeof info->message};
  png_structp png = call_png_create_read_struct(PNG_LIBPNG_VER_STRING, &reading, fail, ignore);
  png_infop header = png ? call_png_create_info_struct(png) : NULL;
  png_bytep *volatile rows = NULL;
  if (!header || setjmp(reading.fault)) {
    call_png_destroy_read_struct(&png, &header, NULL);
    free(rows);
    return 0;
  }
  call_png_set_read_fn(png, &reading, take);
  call_png_read_info(png, header);
  // Samples as they are, without regard to a gamma: of 16 bits the upper eight.
  call_png_set_expand(png);
  call_png_set_strip_16(png);
  call_png_set_gray_to_rgb(png);
  call_png_set_add_alpha(png, 255, PNG_FILLER_AFTER);
  call_png_set_interlace_handling(png);
  call_png_read_update_info(png, header);
  size_t stride = call_png_get_rowbytes(png, header), height = call_png_get_image_height(png, header);
  if (pixel_count != stride * height) call_png_error(png, "the buffer has another size than the picture");
  rows = malloc(height * sizeof *rows);
  if (!rows) call_png_error(png, "there is no memory left");
  for (size_t row = 0; row < height; row++) rows[row] = pixels + row * stride;
  call_png_read_image(png, rows);
  call_png_read_end(png, NULL);
  call_png_destroy_read_struct(&png, &header, NULL);
  free(rows);
  return 1;
}

size_t gradus_png_encode(
  const uint8_t *pixels, uint32_t width, uint32_t height, int channels, uint8_t *file, size_t capacity,
  GradusPNGInfo *info) {
  png_image image;
  memset(&image, 0, sizeof image);
  if (!is_available(info)) return 0;
  image.version = PNG_IMAGE_VERSION;
  image.width = width;
  image.height = height;
  image.format = channels == 1 ? PNG_FORMAT_GRAY : PNG_FORMAT_RGB;
  png_alloc_size_t bytes = capacity;
  if (!call_png_image_write_to_memory(&image, capacity ? file : NULL, &bytes, 0, pixels, 0, NULL)) {
    failed(&image, info);
    return 0;
  }
  return bytes;
}

#else
static int missing(GradusPNGInfo *info) {
  memset(info, 0, sizeof *info);
  info->is_missing = 1;
  snprintf(info->message, sizeof info->message, "built without libpng (Debian: apt install libpng-dev)");
  return 0;
}
int gradus_png_info(const uint8_t *file, size_t count, GradusPNGInfo *info) {
  return (void)file, (void)count, missing(info);
}
int gradus_png_decode(const uint8_t *file, size_t count, uint8_t *pixels, size_t pixel_count, GradusPNGInfo *info) {
  return (void)file, (void)count, (void)pixels, (void)pixel_count, missing(info);
}
size_t gradus_png_encode(
  const uint8_t *pixels, uint32_t width, uint32_t height, int channels, uint8_t *file, size_t capacity,
  GradusPNGInfo *info) {
  (void)pixels, (void)width, (void)height, (void)channels, (void)file, (void)capacity;
  return (size_t)missing(info);
}
#endif

const char *gradus_png_message(const GradusPNGInfo *info) { return info->message; }
