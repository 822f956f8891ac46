#include "include/CJPEG.h"

#include <CLibrary.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#if __has_include(<jpeglib.h>)
#include <jpeglib.h>
// Behind jpeglib.h, whose types it uses.
#include <jerror.h>

// The functions of libjpeg that the shim calls, looked up by name when first needed.
#define FUNCTIONS(X)                                                                                                     \
  X(jpeg_std_error)                                                                                                      \
  X(jpeg_CreateDecompress)                                                                                               \
  X(jpeg_mem_src)                                                                                                        \
  X(jpeg_read_header)                                                                                                    \
  X(jpeg_start_decompress)                                                                                               \
  X(jpeg_read_scanlines)                                                                                                 \
  X(jpeg_finish_decompress)                                                                                              \
  X(jpeg_destroy_decompress)
// The version of the interface decides the layout of its records.
GRADUS_LIBRARY(JPEG_LIB_VERSION >= 80 ? "libjpeg.so.8" : "libjpeg.so.62", FUNCTIONS)

/// A decoder with the place that its errors go to.
typedef struct {
  struct jpeg_decompress_struct jpeg;
  struct jpeg_error_mgr errors;
  struct jpeg_progress_mgr progress;
  jmp_buf place;
  GradusJPEGInfo *info;
} Decoder;

static void fail(j_common_ptr common) {
  Decoder *decoder = common->client_data;
  char message[JMSG_LENGTH_MAX];
  decoder->errors.format_message(common, message);
  snprintf(decoder->info->message, sizeof decoder->info->message, "%s", message);
  longjmp(decoder->place, 1);
}

/// A file that ends early is no picture with a gray half.
static void warn(j_common_ptr common, int level) {
  if (level < 0 && common->err->msg_code == JWRN_JPEG_EOF) fail(common);
}

/// A picture that comes in more than a few hundred passes is made to keep a processor busy.
static void watch(j_common_ptr common) {
  Decoder *decoder = common->client_data;
  if (decoder->jpeg.input_scan_number <= 500) return;
  snprintf(decoder->info->message, sizeof decoder->info->message, "it comes in more than 500 scans");
  longjmp(decoder->place, 1);
}

static int is_available(GradusJPEGInfo *info) {
  memset(info, 0, sizeof *info);
  info->is_missing = !library_is_there();
  if (info->is_missing) {
    snprintf(info->message, sizeof info->message, "libjpeg is missing (Debian: apt install libjpeg62-turbo)");
  }
  return !info->is_missing;
}

/// Decodes, or stops behind the header where there are no pixels to fill.
static int run(const uint8_t *file, size_t count, uint8_t *pixels, size_t pixel_count, GradusJPEGInfo *info) {
  if (!is_available(info)) return 0;
  Decoder decoder;
  memset(&decoder, 0, sizeof decoder);
  decoder.info = info;
  decoder.jpeg.err = call_jpeg_std_error(&decoder.errors);
  decoder.errors.error_exit = fail;
  decoder.errors.emit_message = warn;
  decoder.jpeg.client_data = &decoder;
  if (setjmp(decoder.place)) {
    call_jpeg_destroy_decompress(&decoder.jpeg);
    return 0;
  }
  call_jpeg_CreateDecompress(&decoder.jpeg, JPEG_LIB_VERSION, sizeof decoder.jpeg);
  decoder.jpeg.client_data = &decoder;
  decoder.progress.progress_monitor = watch;
  decoder.jpeg.progress = &decoder.progress;
  call_jpeg_mem_src(&decoder.jpeg, (unsigned char *)file, (unsigned long)count);
  call_jpeg_read_header(&decoder.jpeg, TRUE);
  info->width = decoder.jpeg.image_width;
  info->height = decoder.jpeg.image_height;
  info->channels = decoder.jpeg.num_components == 1 ? 1 : decoder.jpeg.num_components == 3 ? 3 : 4;
  if (pixels) {
    decoder.jpeg.out_color_space = info->channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
    call_jpeg_start_decompress(&decoder.jpeg);
    size_t stride = (size_t)info->width * (size_t)info->channels;
    if (pixel_count != stride * info->height) {
      snprintf(info->message, sizeof info->message, "the buffer has another size than the picture");
      longjmp(decoder.place, 1);
    }
    while (decoder.jpeg.output_scanline < decoder.jpeg.output_height) {
      JSAMPROW row = pixels + stride * decoder.jpeg.output_scanline;
      call_jpeg_read_scanlines(&decoder.jpeg, &row, 1);
    }
    call_jpeg_finish_decompress(&decoder.jpeg);
  }
  call_jpeg_destroy_decompress(&decoder.jpeg);
  return 1;
}

int gradus_jpeg_info(const uint8_t *file, size_t count, GradusJPEGInfo *info) { return run(file, count, NULL, 0, info); }

int gradus_jpeg_decode(const uint8_t *file, size_t count, uint8_t *pixels, size_t pixel_count, GradusJPEGInfo *info) {
  return run(file, count, pixels, pixel_count, info);
}

#else
static int missing(GradusJPEGInfo *info) {
  memset(info, 0, sizeof *info);
  info->is_missing = 1;
  snprintf(info->message, sizeof info->message, "built without libjpeg (Debian: apt install libjpeg-dev)");
  return 0;
}
int gradus_jpeg_info(const uint8_t *file, size_t count, GradusJPEGInfo *info) {
  return (void)file, (void)count, missing(info);
}
int gradus_jpeg_decode(const uint8_t *file, size_t count, uint8_t *pixels, size_t pixel_count, GradusJPEGInfo *info) {
  return (void)file, (void)count, (void)pixels, (void)pixel_count, missing(info);
}
#endif

const char *gradus_jpeg_message(const GradusJPEGInfo *info) { return info->message; }
