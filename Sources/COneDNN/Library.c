#include "include/COneDNN.h"

#include <CKernels.h>

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>

static char message[512];
static int loaded = -1;
static pthread_once_t once = PTHREAD_ONCE_INIT;

#if __has_include(<oneapi/dnnl/dnnl.h>)
#include "Library.h"

#define DEFINE(name) __typeof__(&name) call_##name;
FUNCTIONS(DEFINE)

dnnl_engine_t gradus_engine;
dnnl_stream_t gradus_stream;

#define TEXT_(x) #x
#define TEXT(x) TEXT_(x)
#define LIBRARY "libdnnl.so." TEXT(DNNL_VERSION_MAJOR)

static void load(void) {
  // The threads first, so that oneDNN finds them with our settings.
  gradus_pool_load();
  void *library = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    const char *reason = dlerror();
    snprintf(message, sizeof message, "oneDNN is missing (%s): install libdnnl" TEXT(DNNL_VERSION_MAJOR) " (Debian: apt install libdnnl-dev)",
             reason ? reason : LIBRARY);
    return;
  }
#define FIND(name)                                                                                                       \
  call_##name = (__typeof__(&name))dlsym(library, #name);                                                                \
  if (!call_##name) {                                                                                                    \
    snprintf(message, sizeof message, "%s lacks the function %s", LIBRARY, #name);                                       \
    return;                                                                                                              \
  }
  FUNCTIONS(FIND)
  if (call_dnnl_engine_create(&gradus_engine, dnnl_cpu, 0) != dnnl_success ||
      call_dnnl_stream_create(&gradus_stream, gradus_engine, dnnl_stream_default_flags) != dnnl_success) {
    snprintf(message, sizeof message, "oneDNN does not run on this processor");
    return;
  }
  const dnnl_version_t *version = call_dnnl_version();
  snprintf(message, sizeof message, "oneDNN %d.%d.%d", version->major, version->minor, version->patch);
  loaded = 0;
}

void gradus_onednn_explain(const char *what, dnnl_status_t status) {
  snprintf(message, sizeof message, "oneDNN refuses %s with status %d", what, (int)status);
}
#else
static void load(void) {
  snprintf(message, sizeof message, "built without oneDNN: install its headers (Debian: apt install libdnnl-dev) and build again");
}
#endif

int gradus_onednn_load(void) {
  pthread_once(&once, load);
  return loaded;
}

const char *gradus_onednn_message(void) {
  pthread_once(&once, load);
  return message;
}
