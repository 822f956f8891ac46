// The loops for one instruction set, in both types. VARIANT is its name, TARGET the compiler's names for it, or nothing.

#define JOIN_(a, b, c) a##b##c
#define JOIN(a, b, c) JOIN_(a, b, c)

#define GRADUS_IS_DOUBLE 0
#define T float
#define I int
#define U unsigned
#define F(name) JOIN(name, _float_, VARIANT)
static inline T F(root)(T x) { return __builtin_elementwise_sqrt(x); }
#include "Arithmetic.h"
#include "LoopBody.h"
#undef NUMBER
#undef T
#undef I
#undef U
#undef F
#undef GRADUS_IS_DOUBLE

#define GRADUS_IS_DOUBLE 1
#define T double
#define I long long
#define U unsigned long long
#define F(name) JOIN(name, _double_, VARIANT)
static inline T F(root)(T x) { return __builtin_elementwise_sqrt(x); }
#include "Arithmetic.h"
#include "LoopBody.h"
#undef NUMBER
#undef T
#undef I
#undef U
#undef F
#undef GRADUS_IS_DOUBLE

static const gradus_variant JOIN(gradus_, VARIANT, ) = {{
#define GRADUS_TABLE(name, type)                                                                                         \
  [GRADUS_PRECISION_##name] = {JOIN(part_##type##_, VARIANT, ), JOIN(finish_##type##_, VARIANT, ),                       \
                               JOIN(softmax_##type##_, VARIANT, ), JOIN(gather_##type##_, VARIANT, ),                    \
                               JOIN(apply_##type##_, VARIANT, )},
    GRADUS_PRECISIONS(GRADUS_TABLE)
#undef GRADUS_TABLE
}};
