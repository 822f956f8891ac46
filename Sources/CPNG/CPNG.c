#include "include/CPNG.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#if __has_include(<png.h>)
#include <png.h>

// The functions of libpng that the shim calls, looked up by name when first needed.
#define FUNCTIONS(X)                                                                                                     \
  X(png_image_begin_read_from_memory)                                                                                    \
  X(png_image_finish_read)                                                                                               \
  X(png_image_write_to_memory)                                                                                           \
  X(png_image_free)
#define DECLARE(name) static __typeof__(&name) call_##name;
FUNCTIONS(DECLARE)

static int loaded = -1;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void) {
  void *library = dlopen("libpng16.so.16", RTLD_NOW | RTLD_LOCAL);
  if (!library) return;
#define FIND(name)                                                                                                       \
  call_##name = (__typeof__(&name))dlsym(library, #name);                                                                \
  if (!call_##name) return;
  FUNCTIONS(FIND)
  loaded = 0;
}

/// Clears the message, or says that libpng is missing.
static int is_available(GradusPNGInfo *info) {
  memset(info, 0, sizeof *info);
  pthread_once(&once, load);
  info->is_missing = loaded != 0;
  if (loaded != 0) snprintf(info->message, sizeof info->message, "libpng is missing (Debian: apt install libpng16-16)");
  return loaded == 0;
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

int gradus_png_decode(
  const uint8_t *file, size_t count, int channels, uint8_t *pixels, size_t pixel_count, GradusPNGInfo *info) {
  png_image image;
  if (!begin(file, count, &image, info)) return 0;
  image.format = channels == 1 ? PNG_FORMAT_GRAY : PNG_FORMAT_RGB;
  if (pixel_count != (size_t)image.width * image.height * (size_t)channels) {
    call_png_image_free(&image);
    snprintf(info->message, sizeof info->message, "the buffer has another size than the picture");
    return 0;
  }
  png_color black = {0, 0, 0};
  if (!call_png_image_finish_read(&image, &black, pixels, 0, NULL)) return failed(&image, info);
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
int gradus_png_decode(
  const uint8_t *file, size_t count, int channels, uint8_t *pixels, size_t pixel_count, GradusPNGInfo *info) {
  return (void)file, (void)count, (void)channels, (void)pixels, (void)pixel_count, missing(info);
}
size_t gradus_png_encode(
  const uint8_t *pixels, uint32_t width, uint32_t height, int channels, uint8_t *file, size_t capacity,
  GradusPNGInfo *info) {
  (void)pixels, (void)width, (void)height, (void)channels, (void)file, (void)capacity;
  return (size_t)missing(info);
}
#endif

const char *gradus_png_message(const GradusPNGInfo *info) { return info->message; }
