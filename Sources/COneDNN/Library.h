#pragma once

#include <oneapi/dnnl/dnnl.h>

// The functions of oneDNN that the shim calls, looked up by name. A third of them differ between the major versions: version
// 2 has descriptions as values, version 3 as objects.
#define COMMON_FUNCTIONS(X)                                                                                              \
  X(dnnl_engine_create)                                                                                                  \
  X(dnnl_stream_create)                                                                                                  \
  X(dnnl_memory_create)                                                                                                  \
  X(dnnl_memory_destroy)                                                                                                 \
  X(dnnl_memory_set_data_handle)                                                                                         \
  X(dnnl_memory_desc_get_size)                                                                                           \
  X(dnnl_primitive_attr_create)                                                                                          \
  X(dnnl_primitive_attr_destroy)                                                                                         \
  X(dnnl_primitive_attr_set_post_ops)                                                                                    \
  X(dnnl_primitive_attr_set_scratchpad_mode)                                                                             \
  X(dnnl_post_ops_create)                                                                                                \
  X(dnnl_post_ops_destroy)                                                                                               \
  X(dnnl_post_ops_append_sum)                                                                                            \
  X(dnnl_post_ops_append_eltwise)                                                                                        \
  X(dnnl_primitive_desc_destroy)                                                                                         \
  X(dnnl_primitive_desc_query)                                                                                           \
  X(dnnl_primitive_desc_query_md)                                                                                        \
  X(dnnl_primitive_create)                                                                                               \
  X(dnnl_primitive_execute)                                                                                              \
  X(dnnl_primitive_destroy)                                                                                              \
  X(dnnl_version)

#if DNNL_VERSION_MAJOR >= 3
#define FUNCTIONS(X)                                                                                                     \
  COMMON_FUNCTIONS(X)                                                                                                    \
  X(dnnl_memory_desc_create_with_strides)                                                                                \
  X(dnnl_memory_desc_destroy)                                                                                            \
  X(dnnl_matmul_primitive_desc_create)
#else
#define FUNCTIONS(X)                                                                                                     \
  COMMON_FUNCTIONS(X)                                                                                                    \
  X(dnnl_memory_desc_init_by_strides)                                                                                    \
  X(dnnl_matmul_desc_init)                                                                                               \
  X(dnnl_primitive_desc_create)
#endif

/// The library's functions under their own names with `call_` in front; types come from its header.
#define DECLARE(name) extern __typeof__(&name) call_##name;
FUNCTIONS(DECLARE)
#undef DECLARE

/// The one engine and stream of the process.
extern dnnl_engine_t gradus_engine;
extern dnnl_stream_t gradus_stream;
/// Sets what `gradus_onednn_message` answers.
void gradus_onednn_explain(const char *what, dnnl_status_t status);
