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

static const gradus_variant JOIN(gradus_, VARIANT, ) = {
    JOIN(part_float_, VARIANT, ),    JOIN(part_double_, VARIANT, ),    JOIN(finish_float_, VARIANT, ),
    JOIN(finish_double_, VARIANT, ), JOIN(softmax_float_, VARIANT, ),  JOIN(softmax_double_, VARIANT, ),
    JOIN(gather_float_, VARIANT, ),  JOIN(gather_double_, VARIANT, ),  JOIN(execute_float_, VARIANT, ),
    JOIN(execute_double_, VARIANT, ),
};
