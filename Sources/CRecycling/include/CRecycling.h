#pragma once

/// `operator new` and `operator delete` of the whole program, for programs that want a training step to ask the heap for nothing: see
/// COneDNN's Recycling.h. Not part of the libraries.

#ifdef __cplusplus
extern "C" {
#endif

/// From now on products recycle their blocks.
void gradus_recycling_begin(void);

#ifdef __cplusplus
}
#endif
