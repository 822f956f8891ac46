#pragma once

#ifdef __cplusplus
extern "C" {
#endif

/// Elementwise work in one sweep: a small program over blocks that fit the first-level cache.
///
/// The entries of the index space (`extents`, row-major) are cut into blocks; for each block every instruction runs over all
/// of it before the next one does, so that no intermediate value ever leaves the cache.

#define GRADUS_LOOP_AXES 8

/// What an instruction does; d is the destination, a b c the slots it reads, s t its numbers.
#define GRADUS_OPERATIONS(X) \
  X(COPY)            /* a */ \
  X(FILL)            /* s */ \
  X(ADD)             /* a + b */ \
  X(SUBTRACT)        /* a - b */ \
  X(MULTIPLY)        /* a b */ \
  X(DIVIDE)          /* a / b */ \
  X(LARGER)          /* max(a, b), NaN where either is */ \
  X(SMALLER)         /* min(a, b) */ \
  X(POWER)           /* a^b */ \
  X(POWER_NUMBER)    /* a^s */ \
  X(EQUAL)           /* 1 where a = b, 0 elsewhere */ \
  X(AFFINE)          /* s a + t */ \
  X(COMBINE)         /* s a + t b */ \
  X(PRODUCT_ADD)     /* s a b + t c */ \
  X(PRODUCT_SHIFT)   /* s a b + t */ \
  X(ROOT_SHIFT)      /* s sqrt(a) b + t */ \
  X(OVER_ROOT)       /* a / (s sqrt(b) c + t) */ \
  X(MASK_POSITIVE)   /* a where b > 0, 0 elsewhere */ \
  X(TIMES_LOG)       /* a log b, 0 where a = 0 */ \
  X(SQUARE)          /* a a */ \
  X(RECIPROCAL)      /* s / a */ \
  X(SQUARE_ROOT)     /* sqrt(a) */ \
  X(LOG1P)           /* log(1 + a) */ \
  X(EXPM1)           /* exp(a) - 1 */ \
  X(MAP)             /* function(a), one number after another */ \
  X(EXP)             \
  X(LOG)             \
  X(SIN)             \
  X(COS)             \
  X(TANH)            \
  X(ABS)             \
  X(SIGN)            \
  X(STEP)            \
  X(STEP_FROM_ZERO)  \
  X(RELU)            \
  X(SIGMOID)         \
  X(SOFTPLUS)        \
  X(NORMCDF)         \
  X(ERF)

enum gradus_operation {
#define GRADUS_OPERATION(name) GRADUS_##name,
  GRADUS_OPERATIONS(GRADUS_OPERATION)
#undef GRADUS_OPERATION
};

/// The name of an operation, PRODUCT_ADD; null behind the last one.
const char *gradus_operation_name(int operation);

typedef struct {
  int operation;
  int destination, a, b, c;
  double s, t;
  double (*function)(double); // of GRADUS_MAP
} gradus_instruction;

/// Where a slot's numbers are.
enum gradus_slot_kind {
  GRADUS_SLOT_BLOCK,   // in a block of its own, in the cache
  GRADUS_SLOT_DENSE,   // in memory, laid out as the index space
  GRADUS_SLOT_STRIDED, // in memory, one stride an axis (0 repeats), copied to a block
  GRADUS_SLOT_SCALAR,  // one number in memory, repeated in a block
};

/// The kinds of numbers.
#define GRADUS_PRECISIONS(X) X(float32, float) X(float64, double)

enum gradus_precision {
#define GRADUS_PRECISION(name, type) GRADUS_PRECISION_##name,
  GRADUS_PRECISIONS(GRADUS_PRECISION)
#undef GRADUS_PRECISION
  GRADUS_PRECISION_COUNT
};

/// The name of a precision, float32; null behind the last one.
const char *gradus_precision_name(int precision);

typedef struct {
  int kind;
  int precision; // of the numbers in memory; what a loop computes in where it has none there
  int block;  // the block of a slot that is not dense
  void *base; // of a slot that is in memory
  long strides[GRADUS_LOOP_AXES];
} gradus_slot;

enum gradus_fold { GRADUS_FOLD_SUM, GRADUS_FOLD_LARGEST, GRADUS_FOLD_SMALLEST, GRADUS_FOLD_PRODUCT };

/// Which entries are folded into one, the index space being rows of `row` entries.
enum gradus_extent {
  GRADUS_OVER_ALL,     // all of them: one result
  GRADUS_OVER_ROW,     // each row: a result a row
  GRADUS_OVER_COLUMN,  // each column: `row` results
};

typedef struct {
  int fold, extent, slot;
  void *result;
  void *partial; // room for parts * (1 or row) numbers, of an extent that is not OVER_ROW
} gradus_sink;

typedef struct {
  int precision;    // what is computed in; everything that is written has it
  int rank;
  long extents[GRADUS_LOOP_AXES];
  long count;       // the product of the extents
  long row;         // entries a row; 1 where nothing is folded by rows or columns
  long parts;       // the pieces that threads take; it decides the order of summation, so it depends on nothing but sizes
  long block;       // numbers a block
  int block_count;
  int slot_count, instruction_count, sink_count;
  gradus_slot *slots;
  gradus_instruction *instructions;
  gradus_sink *sinks;
  char *scratch;    // threads * gradus_loop_scratch bytes
} gradus_loop;

/// The bytes of blocks for one thread.
long gradus_loop_scratch(const gradus_loop *loop);
/// Runs a `gradus_loop`.
void gradus_loop_run(void *loop);
/// The instruction set that was chosen: "avx512", "avx2" or "baseline".
const char *gradus_loop_target(void);

/// One function over `count` numbers, for tests of its accuracy.
void gradus_apply(int precision, int operation, double (*function)(double), long count, const void *x, void *result);

#ifdef __cplusplus
}
#endif
